package moments.grading;

/**
 * What one test gave.
 *
 * @param test its method
 * @param points what it is worth
 * @param feedback why it failed; empty if it passed
 */
public record Mark(
    String test, String title, int points, boolean hidden, Verdict verdict, String feedback) {
  /** How a test ended. */
  public enum Verdict {
    PASSED,
    FAILED,
    CRASHED,
    TIME_OUT,
    NOT_RUN,
    GRADER_ERROR
  }

  public boolean passed() {
    return verdict == Verdict.PASSED;
  }

  /** The points that it brings: all or none. */
  public int got() {
    return passed() ? points : 0;
  }

  @Override
  public String toString() {
    return "%s %s/%s  %s".formatted(passed() ? "✓" : "✗", got(), points, title);
  }
}
