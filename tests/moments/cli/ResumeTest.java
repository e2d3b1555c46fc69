package moments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A run that is killed and taken up again ends with the bits of one that was not; {@code
 * benchmarks/kill_and_resume.py} tries it more often.
 */
class ResumeTest {
  private static final String[] RUN = {
    "--optimizers=adam,schedulefree", "--seeds=1,2", "--limit=60", "--eval-every=7", "--epochs=2"
  };

  private final Path folder;

  ResumeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void killedAtAnyMoment() throws Exception {
    Path whole = folder.resolve("whole");
    assertEquals(0, process(whole, 1).waitFor(), () -> read(whole));
    Path killed = folder.resolve("killed");
    Random random = new Random(1);
    for (int checkpoint : new int[] {1, 2 + random.nextInt(30)}) {
      Process process = process(killed, 2, "--resume", "--checkpoint-every=0");
      awaitCheckpoint(process, killed, checkpoint);
      process.destroyForcibly().waitFor();
    }
    Process last = process(killed, 1, "--resume");
    assertEquals(0, last.waitFor(), () -> read(killed));
    assertTrue(read(killed).contains("taken up again"), read(killed));
    assertSame(whole, killed);
  }

  private static void awaitCheckpoint(Process process, Path run, int more) throws Exception {
    long first = checkpoint(run);
    while (checkpoint(run) < first + more) {
      assertTrue(process.isAlive(), () -> read(run));
      Thread.sleep(1);
    }
  }

  /** The largest number of a checkpoint; 0 if there is none. */
  private static long checkpoint(Path run) {
    String[] files = run.resolve("unfinished").toFile().list();
    return Stream.of(Objects.requireNonNullElse(files, new String[0]))
        .filter(name -> name.matches("checkpoint-\\d+\\.json"))
        .mapToLong(name -> Long.parseLong(name.replaceAll("\\D", "")))
        .max()
        .orElse(0);
  }

  @Test
  void aFinishedRunLeavesNoCheckpoint() {
    Terminal.run(arguments(folder, 1));
    assertEquals(
        List.of(
            "history.csv",
            "index.html",
            "weights-adam-1.safetensors",
            "weights-adam-2.safetensors",
            "weights-schedulefree-1.safetensors",
            "weights-schedulefree-2.safetensors"),
        names(folder));
  }

  @Test
  void whereThereIsNothingToGoOnWithItStartsAnew() {
    Terminal result = Terminal.compare(folder, "--resume");
    assertEquals(0, result.code(), result.err());
    assertTrue(
        result.out().replaceAll("\\s+", " ").contains("There is no unfinished run in " + folder),
        result.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seeds 2 | Seeds: 1, here: 2",
        "--lr sgd=0.1 | Rates: sgd 0.001, here: sgd 0.1",
        "--optimizers adam | Rates: sgd 0.001, here: adam 0.001",
        "--epochs 7 | Training: epochs 9, batch 4, steps 27, here: epochs 7, batch 4, steps 21",
        "--batch 2 | Training: epochs 9, batch 4, steps 27, here: epochs 9, batch 2, steps 54",
        "--limit 11 | Data: 12 to train on, the 500 test images of the sample, here: 11 to train",
        "--net paper | Net: tutorial, 62,006 parameters, here: paper, 2,371,266 parameters",
        "--plain | Layers: compiled, here: as written",
        "--eval-every 2 | and this run 12 images of CRC"
      })
  void otherSettingsAreRefusedAndTheCheckpointStays(String change, String difference)
      throws Exception {
    leaveUnfinished();
    List<String> before = names(folder.resolve("unfinished"));

    List<String> arguments =
        new ArrayList<>(List.of(Terminal.onSample(folder, "--optimizers", "sgd", "--resume")));
    arguments.set(arguments.indexOf("--epochs") + 1, "9");
    List<String> words = List.of(change.split(" "));
    int there = arguments.indexOf(words.get(0));
    if (there < 0) {
      arguments.addAll(words);
    } else {
      arguments.set(there + 1, words.get(1));
    }
    Terminal result = Terminal.run(arguments.toArray(new String[0]));

    assertEquals(2, result.code(), result.out());
    String err = result.err().replaceAll("\\s+", " ");
    assertTrue(err.contains(difference), err);
    assertTrue(err.contains("use the same, or start anew"), err);
    assertTrue(err.endsWith("To start anew: the same command without --resume "), err);
    assertEquals(before, names(folder.resolve("unfinished")));
  }

  @Test
  void aDamagedCheckpointIsToldAndTheOneBeforeIsUsed() throws Exception {
    leaveUnfinished();
    Path unfinished = folder.resolve("unfinished");
    Path json = unfinished.resolve("checkpoint-2.json");
    Files.copy(unfinished.resolve("checkpoint-1.json"), json);
    Files.writeString(unfinished.resolve("checkpoint-2.safetensors"), "half");

    Terminal result = resume();

    assertEquals(0, result.code(), result.err());
    String out = result.out().replaceAll("\\s+", " ");
    assertTrue(
        out.contains(
            json
                + " cannot be used: the 4 bytes of checkpoint-2.safetensors do not have the SHA-256"
                + " that it names. The last good checkpoint is "
                + unfinished.resolve("checkpoint-1.json")),
        out);
  }

  @Test
  void aCheckpointThatCannotBeUsedEndsTheAttemptBeforeAnythingChanges() throws Exception {
    leaveUnfinished();
    Path json = folder.resolve("unfinished/checkpoint-1.json");
    Files.writeString(json, Files.readString(json).replace("\"version\": 1", "\"version\": 2"));

    Terminal result = resume();

    assertEquals(2, result.code());
    String err = result.err().replaceAll("\\s+", " ");
    assertTrue(
        err.endsWith(
            json
                + " cannot be used: it has version 2, and this library reads version 1."
                + " To start anew: the same command without --resume "),
        err);
    assertTrue(Files.exists(json));
  }

  @Test
  void aNewRunSaysThatItWillReplaceAnUnfinishedOne() throws Exception {
    leaveUnfinished();
    Terminal result = Terminal.compare(folder, "--optimizers", "sgd");
    assertTrue(
        result
            .err()
            .replaceAll("\\s+", " ")
            .contains(
                "An unfinished run is in %s. To go on with it, stop this one now and add --resume;"
                    .formatted(folder)),
        result.err());
    assertEquals(List.of("history.csv", "index.html", "weights-sgd-1.safetensors"), names(folder));
  }

  @Test
  void aNewRunThatIsStoppedAtOnceLeavesTheCheckpointOfTheEarlierOneAlone() throws Exception {
    leaveUnfinished();
    Path json = folder.resolve("unfinished/checkpoint-1.json");
    byte[] earlier = Files.readAllBytes(json);
    Thread.currentThread().interrupt();
    Terminal result = Terminal.compare(folder, "--optimizers", "adam");
    assertEquals(130, result.code());
    assertArrayEquals(earlier, Files.readAllBytes(json));
  }

  private Terminal resume() {
    List<String> arguments =
        new ArrayList<>(List.of(Terminal.onSample(folder, "--optimizers", "sgd", "--resume")));
    arguments.set(arguments.indexOf("--epochs") + 1, "9");
    return Terminal.run(arguments.toArray(new String[0]));
  }

  /** Nine epochs of SGD, interrupted before the first step. */
  private void leaveUnfinished() throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of(Terminal.onSample(folder, "--optimizers", "sgd")));
    arguments.set(arguments.indexOf("--epochs") + 1, "9");
    Thread.currentThread().interrupt();
    assertEquals(130, Terminal.run(arguments.toArray(new String[0])).code());
    assertEquals(
        List.of("checkpoint-1.json", "checkpoint-1.safetensors"),
        names(folder.resolve("unfinished")));
  }

  private static String[] arguments(Path out, int threads) {
    Stream<String> more =
        Stream.of(
            "--offline", "--data=" + out.resolve("none"), "--out=" + out, "--threads=" + threads);
    return Stream.concat(more, Stream.of(RUN)).toArray(String[]::new);
  }

  private static Process process(Path out, int threads, String... more) throws IOException {
    Files.createDirectories(out);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Without the Vector API, which takes its time to start.
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "moments.cli.Main"));
    command.addAll(List.of(arguments(out, threads)));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(out.resolve("log").toFile())
        .start();
  }

  private static void assertSame(Path whole, Path killed) throws IOException {
    assertEquals(timeless(whole), timeless(killed));
    for (String name : names(whole)) {
      if (name.endsWith(".safetensors")) {
        assertArrayEquals(
            Files.readAllBytes(whole.resolve(name)),
            Files.readAllBytes(killed.resolve(name)),
            name);
      }
    }
  }

  private static List<String> timeless(Path run) throws IOException {
    return Files.readAllLines(run.resolve("history.csv")).stream()
        .map(line -> line.replaceFirst("^((?:[^,]*,){5})[^,]*", "$1"))
        .toList();
  }

  private static List<String> names(Path folder) {
    String[] names = Objects.requireNonNull(folder.toFile().list(), folder.toString());
    return Stream.of(names).sorted().toList();
  }

  private static String read(Path run) {
    try {
      return Files.readString(run.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
