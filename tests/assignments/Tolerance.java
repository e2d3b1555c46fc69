package assignments;

/**
 * How far an answer may be from what is expected.
 *
 * @param relative to the expected value
 * @param least where that is smaller
 */
public record Tolerance(double relative, double least) {
  /** One that is relative everywhere, so that 0 must be met. */
  public Tolerance(double relative) {
    this(relative, 0);
  }

  /** Whether there are as many values as expected, each close enough; NaN never is. */
  boolean accepts(double[] expected, double[] values) {
    boolean close = values.length == expected.length;
    for (int i = 0; close && i < expected.length; i++) {
      double most = Math.max(least, relative * Math.abs(expected[i]));
      close = Math.abs(values[i] - expected[i]) <= most;
    }
    return close;
  }
}
