package moments.grading;

import java.time.Duration;
import java.time.Instant;

/**
 * Until when submissions have all their points.
 *
 * @param end the last moment
 * @param percentPerDay of the points, taken off for each day that has begun since
 */
public record Deadline(Instant end, double percentPerDay) {
  /** A deadline that nobody misses. */
  public static final Deadline NONE = new Deadline(Instant.MAX, 0);

  /** The days that have begun after the end. */
  long daysLate(Instant submitted) {
    if (!submitted.isAfter(end)) {
      return 0;
    }
    Duration late = Duration.between(end, submitted);
    return late.toDays() + (late.equals(Duration.ofDays(late.toDays())) ? 0 : 1);
  }

  /** What is left of {@code points}, to a hundredth. */
  double score(int points, long daysLate) {
    double share = Math.max(0, 1 - percentPerDay / 100 * daysLate);
    return Math.round(points * share * 100) / 100.0;
  }
}
