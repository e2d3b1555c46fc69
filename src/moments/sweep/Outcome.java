package moments.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import moments.train.Checkpoints;
import moments.train.History;
import moments.train.History.Point;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What a run has come to.
 *
 * @param accuracy at its end, 0 … 1; 0 if it diverged
 * @param reached when it first came to each of the targets, in their order
 * @param history its tests
 */
record Outcome(Run run, double accuracy, List<Reached> reached, List<Point> history) {
  private static final String HISTORY = "history.csv";
  private static final String RUN = "run.json";
  private static final String ADVICE = "delete its folder and run it again";

  /**
   * The first test with some accuracy.
   *
   * @param steps until then; infinite if there was none
   * @param seconds of training until then; infinite if there was none
   */
  record Reached(double steps, double seconds) {
    private static final Reached NEVER =
        new Reached(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /**
   * What was run, under which conditions, and the SHA-256 of the history that it led to.
   *
   * @param conditions those of its plan; empty in a file from before they were kept
   */
  private record Done(Run run, Map<String, String> conditions, String history) {
    Done {
      conditions = Objects.requireNonNullElse(conditions, Map.of());
    }
  }

  /** Notes in {@code folder} of which run {@code history} is; it comes before publishing. */
  static void sign(Run run, Map<String, String> conditions, Path history, Path folder) {
    SealedJson.write(folder.resolve(RUN), new Done(run, conditions, sha256(history)));
  }

  /**
   * That of {@code run}, from its folder; empty if it is not finished.
   *
   * @param conditions of its plan
   * @throws SweepException if a file there was changed, or is of another run or plan
   */
  static Optional<Outcome> of(
      Run run, Map<String, String> conditions, Path folder, List<Double> targets) {
    Path history = folder.resolve(HISTORY);
    if (Files.notExists(history)) {
      return Optional.empty();
    }
    Optional<Done> done = SealedJson.read(folder.resolve(RUN), Done.class, ADVICE);
    if (done.isEmpty() || !done.get().run.equals(run)) {
      throw new SweepException(
          "%s is of another run than the plan's; %s".formatted(folder, ADVICE));
    }
    requireSame(conditions, done.get().conditions, folder);
    if (!sha256(history).equals(done.get().history)) {
      throw new SweepException("%s was changed; %s".formatted(history, ADVICE));
    }
    return Optional.of(read(run, history, targets));
  }

  private static void requireSame(
      Map<String, String> here, Map<String, String> there, Path folder) {
    String differences = there.isEmpty() ? "" : Checkpoints.differences(there, here);
    if (!differences.isEmpty()) {
      throw new SweepException(
          "%s is of another plan (%s); plan in another folder, or delete this one and run it again"
              .formatted(folder, differences));
    }
  }

  private static Outcome read(Run run, Path file, List<Double> targets) {
    List<Point> history;
    try {
      history = History.readCsv(file).points();
    } catch (IllegalArgumentException e) {
      throw new SweepException("%s; %s".formatted(e.getMessage(), ADVICE));
    }
    List<Reached> reached =
        targets.stream()
            .map(
                target ->
                    history.stream()
                        .filter(point -> point.testAccuracy() >= target)
                        .findFirst()
                        .map(point -> new Reached(point.step(), point.seconds()))
                        .orElse(Reached.NEVER))
            .toList();
    double last = history.isEmpty() ? 0 : history.get(history.size() - 1).testAccuracy();
    return new Outcome(run, Double.isNaN(last) ? 0 : last, reached, history);
  }

  private static String sha256(Path history) {
    try {
      return DigestUtils.sha256Hex(Files.readAllBytes(history));
    } catch (IOException e) {
      throw new SweepException("%s cannot be read (%s)".formatted(history, e));
    }
  }
}
