package moments.train;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import moments.checkpoint.Checkpoint;
import moments.checkpoint.CheckpointException;
import moments.checkpoint.CheckpointFolder;
import moments.simd.Simd;

/**
 * Saves a {@link Trainer} every so often, so that a killed process loses no more than that.
 *
 * <pre>{@code
 * Checkpoints checkpoints = new Checkpoints(Path.of("target/run"));
 * checkpoints.newest().ifPresent(trainer::resume);
 * trainer.listen(checkpoints).run(2 - trainer.epochs());
 * }</pre>
 */
public final class Checkpoints implements Trainer.Listener {
  private final CheckpointFolder files;
  private final Duration every;
  private final Map<String, String> settings;
  private final Consumer<String> notices;
  private final LongSupplier nanoTime;
  private long saved;

  /** In {@code folder}, every minute; notices go to standard error. */
  public Checkpoints(Path folder) {
    this(folder, Duration.ofMinutes(1), Map.of(), System.err::println);
  }

  /**
   * In {@code folder}.
   *
   * @param every the time from one to the next; 0 for after every step
   * @param settings what has to be the same where a checkpoint is taken up
   * @param notices takes each sentence for the user
   */
  public Checkpoints(
      Path folder, Duration every, Map<String, String> settings, Consumer<String> notices) {
    this(folder, every, settings, notices, System::nanoTime);
  }

  Checkpoints(
      Path folder,
      Duration every,
      Map<String, String> settings,
      Consumer<String> notices,
      LongSupplier nanoTime) {
    this.files = new CheckpointFolder(folder);
    this.every = every;
    this.settings = new TreeMap<>(settings);
    this.notices = notices;
    this.nanoTime = nanoTime;
    this.saved = nanoTime.getAsLong();
  }

  @Override
  public void step(long step, double loss) {}

  @Override
  public void settled(Trainer trainer) {
    long passed = nanoTime.getAsLong() - saved;
    boolean setBack = passed < 0;
    if (setBack || passed >= every.toNanos()) {
      save(trainer);
    }
  }

  /**
   * Saves {@code trainer} now. Where that fails, the last checkpoint stays and it is tried again
   * after the usual time, as a full disk must not end hours of training; what has diverged is not
   * saved.
   */
  public void save(Trainer trainer) {
    TrainerState state = trainer.state();
    saved = nanoTime.getAsLong();
    if (state.hasDiverged()) {
      return;
    }
    try {
      files.save(StateJson.write(state, settings, Simd.arithmetic()));
    } catch (IOException e) {
      String last =
          files.lastGood().map(good -> "the last good one is " + good).orElse("there is none yet");
      notices.accept(
          "No checkpoint of step %s: %s. Training goes on; %s."
              .formatted(
                  state.progress().step(), Output.failure(files.next(), e).getMessage(), last));
    }
  }

  /** Whether this run has saved or read a checkpoint. */
  public boolean hasOwn() {
    return files.lastGood().isPresent();
  }

  /** Whether there is no checkpoint, neither of this run nor of an earlier one. */
  public boolean isEmpty() {
    return files.isEmpty();
  }

  /**
   * The newest state that can be used; empty if nothing was saved.
   *
   * @throws CheckpointException if what there is cannot be used, or has other settings
   */
  public Optional<TrainerState> newest() {
    return files.newest(notices).map(this::state);
  }

  private TrainerState state(Checkpoint checkpoint) {
    try {
      requireSettings(checkpoint.fields().object("settings").texts());
      TrainerState state = StateJson.read(checkpoint);
      String loops = checkpoint.fields().text("loops");
      if (!loops.equals(Simd.arithmetic())) {
        notices.accept(
            "The checkpoint was made with %s and this machine has %s: the last bits may differ."
                .formatted(loops, Simd.arithmetic()));
      }
      return state;
    } catch (CheckpointException e) {
      String file = files.lastGood().map(Path::toString).orElseThrow();
      throw new CheckpointException("%s cannot be used: %s".formatted(file, e.getMessage()));
    }
  }

  private void requireSettings(Map<String, String> there) {
    String differences = differences(there, settings);
    if (!differences.isEmpty()) {
      throw new CheckpointException(
          "it is of a run with other settings (%s); use the same, or start anew"
              .formatted(differences));
    }
  }

  /** {@code epochs: 2, here: 10; net: …}, as a message tells them; "" if there are none. */
  public static String differences(Map<String, String> there, Map<String, String> here) {
    Set<String> names = new TreeSet<>(here.keySet());
    names.addAll(there.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(there.get(name), here.get(name)))
        .map(name -> "%s: %s, here: %s".formatted(name, there.get(name), here.get(name)))
        .collect(joining("; "));
  }

  /** Deletes all checkpoints, as when nothing is left to go on with. */
  public void clear() {
    files.clear();
  }
}
