package moments.sweep;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * What a run has come to.
 *
 * @param accuracy at its end, 0 … 1; 0 if it diverged
 * @param steps to the target; infinite if it missed it
 * @param seconds of training to the target; infinite if it missed it
 */
record Outcome(Run run, double accuracy, double steps, double seconds) {
  private static final CSVFormat WITH_HEADER =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  /** That of {@code run}, from its history; empty if it is not finished. */
  static Optional<Outcome> of(Run run, Path csv, double target) {
    if (Files.notExists(csv)) {
      return Optional.empty();
    }
    try (Reader reader = Files.newBufferedReader(csv)) {
      double steps = Double.POSITIVE_INFINITY;
      double seconds = Double.POSITIVE_INFINITY;
      double accuracy = 0;
      for (CSVRecord point : WITH_HEADER.parse(reader)) {
        String cell = point.get("test_accuracy");
        accuracy = cell.isEmpty() ? 0 : Double.parseDouble(cell);
        if (accuracy >= target && Double.isInfinite(steps)) {
          steps = Double.parseDouble(point.get("step"));
          seconds = Double.parseDouble(point.get("seconds"));
        }
      }
      return Optional.of(new Outcome(run, accuracy, steps, seconds));
    } catch (IOException | RuntimeException e) {
      throw new SweepException(
          "%s is damaged (%s); delete the folder and run it again".formatted(csv, e.getMessage()));
    }
  }
}
