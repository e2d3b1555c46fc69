package moments.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a run has come to.
 *
 * @param accuracy at its end, 0 … 1; 0 if it diverged
 * @param steps to the target; infinite if it missed it
 * @param seconds of training to the target; infinite if it missed it
 */
record Outcome(Run run, double accuracy, double steps, double seconds) {
  private static final int STEP = 3;
  private static final int SECONDS = 5;
  private static final int ACCURACY = 8;

  /** That of {@code run}, from its history; empty if it is not finished. */
  static Optional<Outcome> of(Run run, Path csv, double target) {
    if (Files.notExists(csv)) {
      return Optional.empty();
    }
    try {
      double steps = Double.POSITIVE_INFINITY;
      double seconds = Double.POSITIVE_INFINITY;
      double accuracy = 0;
      List<String> lines = Files.readAllLines(csv);
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",", -1);
        accuracy = cells[ACCURACY].isEmpty() ? 0 : Double.parseDouble(cells[ACCURACY]);
        if (accuracy >= target && Double.isInfinite(steps)) {
          steps = Double.parseDouble(cells[STEP]);
          seconds = Double.parseDouble(cells[SECONDS]);
        }
      }
      return Optional.of(new Outcome(run, accuracy, steps, seconds));
    } catch (IOException | RuntimeException e) {
      throw new SweepException(
          "%s is damaged (%s); delete the folder and run it again".formatted(csv, e.getMessage()));
    }
  }
}
