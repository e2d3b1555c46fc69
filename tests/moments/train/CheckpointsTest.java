package moments.train;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import moments.checkpoint.Checkpoint;
import moments.checkpoint.CheckpointException;
import moments.checkpoint.CheckpointFolder;
import moments.data.DataLoader;
import moments.nn.Conv2d;
import moments.nn.Dropout;
import moments.nn.Flatten;
import moments.nn.Init;
import moments.nn.Layer;
import moments.nn.Linear;
import moments.nn.MaxPool2d;
import moments.nn.Relu;
import moments.nn.Sequential;
import moments.optim.Optimizers;
import moments.simd.Simd;
import moments.tensor.Tensor;
import moments.train.Trainer.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A trainer that is saved and taken up again ends with the bits of one that was not. */
class CheckpointsTest {
  private static final Duration EACH_STEP = Duration.ZERO;

  private final List<String> notices = new ArrayList<>();
  private final Path folder;

  CheckpointsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  static List<String> names() {
    return Optimizers.all().stream().map(Optimizers.Entry::name).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyOptimizerGoesOnWithTheSameBits(String name) {
    Run whole = new Run(name);
    whole.trainer.run(2);

    Run stopped = new Run(name);
    stopped.interruptAfter(7); // in the second epoch
    assertEquals(End.INTERRUPTED, stopped.trainer.run(2).end());
    checkpoints().save(stopped.trainer);

    Run taken = new Run(name);
    assertEquals(End.FINISHED, taken.resume().end());
    whole.assertSame(taken);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 6, 9})
  void goesOnFromAnyStep(int step) {
    Run whole = new Run("adam");
    whole.trainer.run(2);
    Run stopped = new Run("adam");
    stopped.interruptAfter(step);
    stopped.trainer.listen(checkpoints()).run(2);

    Run taken = new Run("adam");
    taken.resume();
    whole.assertSame(taken);
  }

  /** The step is done and its point is due. */
  @Test
  void goesOnFromAnInterruptedTest() {
    Run whole = new Run("adam");
    whole.trainer.run(2);
    for (int step : new int[] {3, 10}) {
      Run stopped = new Run("adam");
      stopped.trainer.listen(
          (now, loss) -> {
            if (now == step) {
              Thread.currentThread().interrupt();
            }
          });
      assertEquals(End.INTERRUPTED, stopped.trainer.run(2).end());
      checkpoints().save(stopped.trainer);
      Run taken = new Run("adam");
      taken.resume();
      whole.assertSame(taken);
    }
  }

  @Test
  void timeGoesOnWhereItStopped() {
    Run first = new Run("sgd");
    first.trainer.run(1);
    Run second = new Run("sgd");
    second.trainer.resume(first.trainer.state());
    second.trainer.run(1);
    double before = first.trainer.history().points().get(1).seconds();
    double after = second.trainer.history().points().get(2).seconds();
    assertTrue(after > before, "%s after %s".formatted(after, before));
  }

  @Test
  void isSavedEverySoOften() {
    long[] now = {0};
    Checkpoints checkpoints =
        new Checkpoints(folder, Duration.ofSeconds(60), Map.of(), notices::add, () -> now[0]);
    Run run = new Run("sgd");
    List<Boolean> saved = new ArrayList<>();
    long second = 1_000_000_000L;
    for (long time : new long[] {59, 60, 61, 119, 120, 1_000_000, 1_000_001, -5, 54, 55}) {
      now[0] = time * second;
      long before = newest();
      checkpoints.settled(run.trainer);
      saved.add(newest() > before);
    }
    // The jump to 1,000,000 s and the one back each cost one checkpoint more, and nothing else.
    assertEquals(List.of(false, true, false, false, true, true, false, true, false, true), saved);
  }

  @Test
  void oneThatCannotBeWrittenDoesNotEndTheTraining() {
    Run run = new Run("sgd");
    Checkpoints checkpoints = checkpoints();
    File inTheWay = folder.resolve("checkpoint-5.safetensors").toFile();
    run.trainer.listen(
        (step, loss) -> {
          if (step == 5) {
            assertTrue(inTheWay.mkdir());
          } else if (step == 6) {
            assertTrue(inTheWay.delete());
          }
        });
    assertEquals(End.FINISHED, run.trainer.listen(checkpoints).run(2).end());
    assertEquals(
        List.of(
            "No checkpoint of step 5: Cannot write %s: Is a directory; choose another folder."
                    .formatted(folder.resolve("checkpoint-5.json"))
                + " Training goes on; the last good one is "
                + folder.resolve("checkpoint-4.json")
                + "."),
        notices);
    assertEquals(10, checkpoints().newest().orElseThrow().progress().step());
  }

  @Test
  void twoRunsInOneFolderAreTold() {
    Checkpoints one = checkpoints();
    Checkpoints other = checkpoints();
    one.save(new Run("sgd").trainer);
    other.save(new Run("adam").trainer);
    assertEquals(
        List.of(
            "No checkpoint of step 0: Cannot write %s: another run saves its checkpoints there;"
                    .formatted(folder.resolve("checkpoint-1.json"))
                + " choose another folder. Training goes on; there is none yet."),
        notices);
    assertEquals("sgd", checkpoints().newest().orElseThrow().name());
  }

  /** A layer of a learner's own that hides a dropout, whose masks no checkpoint holds. */
  private static final class Noisy implements Layer {
    private final Dropout dropout = new Dropout(0.5, 7);

    @Override
    public Tensor forward(Tensor x) {
      return dropout.forward(x);
    }

    @Override
    public Tensor backward(Tensor dy) {
      return dropout.backward(dy);
    }
  }

  @Test
  void hiddenRandomNumbersAreRefused() {
    Sequential net =
        Init.PYTORCH.apply(
            new Sequential(new Flatten(), new Noisy()).add("fc", new Linear(3072, 10)), 3);
    Trainer trainer =
        new Trainer(
            net,
            Optimizers.named("sgd").create(net.parameters(), 0.1),
            new DataLoader(Pictures.of(8), 4, 11),
            DataLoader.inOrder(Pictures.of(4), 4));
    assertEquals(
        "A layer of this net draws random numbers that no checkpoint holds, so the run cannot go on"
            + " with the same bits; put each Dropout into a Sequential, or start anew",
        assertThrows(CheckpointException.class, () -> trainer.resume(trainer.state()))
            .getMessage());
  }

  @Test
  void whatHasDivergedIsNotSaved() {
    Run run = new Run("sgd");
    Checkpoints checkpoints = checkpoints();
    checkpoints.save(run.trainer);
    run.net.parameters().get(0).value().fill(Float.NaN);
    checkpoints.save(run.trainer);
    assertEquals(1, newest());
    TrainerState broken = run.trainer.state();
    assertRefused(
        "The checkpoint has a last loss or weights that are NaN or infinite; start anew",
        new Run("sgd"),
        broken);
  }

  /** The weights are finite, and a loss is not: of the test set or of the next batch. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void whatHasDivergedDivergesAgainAtTheSameStep(int step) {
    Run whole = new Run("sgd");
    whole.overflowAfter(step);
    Trainer.Result end = whole.trainer.run(2);
    assertEquals(End.DIVERGED, end.end());

    Run killed = new Run("sgd");
    killed.overflowAfter(step);
    Checkpoints checkpoints = checkpoints();
    killed.trainer.listen(checkpoints).run(2);
    checkpoints.save(killed.trainer);

    Run taken = new Run("sgd");
    taken.overflowAfter(step);
    assertEquals(end, taken.resume());
    whole.assertSame(taken);
  }

  @Test
  void anotherRunIsRefusedAndNothingChanges() {
    TrainerState state = new Run("adam").trainer.state();
    assertRefused(
        "The checkpoint is of the optimizer adam, and this run adamw; use the same, or start anew",
        new Run("adamw"),
        state);
    assertRefused(
        "The checkpoint is of the seed 1, and this run 2; use the same, or start anew",
        new Run("adam", 2, 18, 8),
        state);
    assertRefused(
        "The checkpoint has the shapes [[8, 3, 5, 5], [8], [10, 392], [10]], and this run"
            + " [[3, 3, 5, 5], [3], [10, 147], [10]]; use the same, or start anew",
        new Run("adam", 1, 18, 3),
        state);
  }

  @Test
  void otherDataAreRefused() {
    TrainerState state = new Run("adam").trainer.state();
    CheckpointException e =
        assertThrows(
            CheckpointException.class, () -> new Run("adam", 1, 17, 8).trainer.resume(state));
    assertTrue(
        String.valueOf(e.getMessage())
            .startsWith("The checkpoint is of the data 18 images of CRC "),
        e.toString());
  }

  @Test
  void otherSettingsAreRefused() {
    new Checkpoints(folder, EACH_STEP, Map.of("lr", "0.1", "a", "b"), notices::add)
        .save(new Run("adam").trainer);
    assertEquals(
        folder.resolve("checkpoint-1.json")
            + " cannot be used: it is of a run with other settings (a: b, here: null; lr: 0.1,"
            + " here: 0.2); use the same, or start anew",
        assertThrows(
                CheckpointException.class,
                () ->
                    new Checkpoints(folder, EACH_STEP, Map.of("lr", "0.2"), notices::add).newest())
            .getMessage());
  }

  @Test
  void loopsThatRoundInAnotherWayAreTold() throws IOException {
    TrainerState state = new Run("adam").trainer.state();
    new CheckpointFolder(folder).save(StateJson.write(state, Map.of(), "3 float lanes"));
    checkpoints().newest();
    assertEquals(
        List.of(
            "The checkpoint was made with 3 float lanes and this machine has %s: the last bits may"
                    .formatted(Simd.arithmetic())
                + " differ."),
        notices);
  }

  /** Every field missing or of another kind, as if its SHA-256 fitted. */
  @Test
  void everyFieldIsChecked() {
    Run run = new Run("nadam");
    run.trainer.run(1);
    JsonObject good = StateJson.write(run.trainer.state(), Map.of(), "").state();
    List<JsonElement> bad =
        List.of(
            JsonNull.INSTANCE,
            new JsonPrimitive(true),
            new JsonPrimitive("text"),
            new JsonPrimitive(-1.5),
            new JsonObject());
    int refused = 0;
    for (String name : good.keySet()) {
      for (int i = 0; i <= bad.size(); i++) {
        JsonObject json = good.deepCopy();
        json.remove(name);
        if (i < bad.size()) {
          json.add(name, bad.get(i));
        }
        Checkpoint checkpoint =
            new Checkpoint(json, StateJson.write(run.trainer.state(), Map.of(), "").tensors());
        try {
          new Run("nadam").trainer.resume(StateJson.read(checkpoint));
        } catch (CheckpointException e) {
          refused++;
          assertFalse(String.valueOf(e.getMessage()).isBlank());
        }
      }
    }
    // "settings" and "loops" are not read here, and -1.5 is a possible sum of losses.
    assertEquals((good.size() - 2) * (bad.size() + 1) - 1, refused);
  }

  private void assertRefused(String message, Run run, TrainerState state) {
    Map<String, float[]> before = run.weights();
    assertEquals(
        message,
        assertThrows(CheckpointException.class, () -> run.trainer.resume(state)).getMessage());
    before.forEach((name, x) -> assertArrayEquals(x, requireNonNull(run.weights().get(name))));
  }

  private Checkpoints checkpoints() {
    return new Checkpoints(folder, EACH_STEP, Map.of(), notices::add);
  }

  /** The largest number of a checkpoint. */
  private long newest() {
    String[] names = requireNonNull(folder.toFile().list());
    return List.of(names).stream()
        .filter(name -> name.endsWith(".json"))
        .mapToLong(name -> Long.parseLong(name.replaceAll("\\D", "")))
        .max()
        .orElse(0);
  }

  /** A small net with dropout, two epochs of five steps. */
  private final class Run {
    final Sequential net;
    final Trainer trainer;

    Run(String name) {
      this(name, 1, 18, 8);
    }

    Run(String name, long seed, int images, int channels) {
      net =
          Init.PYTORCH.apply(
              new Sequential(new Dropout(0.1, 5))
                  .add("conv", new Conv2d(3, channels, 5))
                  .add(new Relu())
                  .add(new MaxPool2d(4))
                  .add(new Flatten())
                  .add(new Sequential(new Dropout(0.5, 6)))
                  .add("fc", new Linear(channels * 49, 10)),
              3);
      Optimizers.Entry entry = Optimizers.named(name);
      trainer =
          new Trainer(
                  net,
                  entry.create(net.parameters(), entry.lr()),
                  new DataLoader(Pictures.of(images), 4, 11),
                  DataLoader.inOrder(Pictures.of(7), 5))
              .recordTo(new History(), name, seed)
              .evaluateEvery(3);
    }

    void interruptAfter(int step) {
      trainer.listen(
          new Trainer.Listener() {
            @Override
            public void step(long now, double loss) {}

            @Override
            public void settled(Trainer settled) {
              if (settled.progress().step() == step) {
                Thread.currentThread().interrupt();
              }
            }
          });
    }

    void overflowAfter(int step) {
      trainer.listen(
          (now, loss) -> {
            if (now >= step) {
              net.parameters().get(0).value().fill(Float.MAX_VALUE);
            }
          });
    }

    Trainer.Result resume() {
      trainer.resume(checkpoints().newest().orElseThrow());
      return trainer.run(2 - trainer.epochs());
    }

    Map<String, float[]> weights() {
      Map<String, float[]> weights = new TreeMap<>();
      net.parameters().forEach(p -> weights.put(p.name(), p.value().data().clone()));
      return weights;
    }

    void assertSame(Run other) {
      assertEquals(timeless(), other.timeless());
      Map<String, float[]> theirs = other.weights();
      weights().forEach((name, x) -> assertArrayEquals(x, theirs.get(name), name));
      assertEquals(trainer.state().generators(), other.trainer.state().generators());
      assertEquals(
          trainer.state().optimizer().numbers(), other.trainer.state().optimizer().numbers());
    }

    private List<String> timeless() {
      return trainer.history().points().stream()
          .map(point -> point.toString().replaceFirst("seconds=[^,]*", ""))
          .toList();
    }
  }
}
