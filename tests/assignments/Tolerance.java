package assignments;

/**
 * How far an answer may be from what is expected.
 *
 * @param relative to the expected value
 * @param least where that is smaller
 */
public record Tolerance(double relative, double least) {
  /** None at all: the same bits. */
  public static final Tolerance EXACT = new Tolerance(0);

  private static final double ROUNDING = 1e-12;

  /** One that is relative everywhere, so that 0 must be met. */
  public Tolerance(double relative) {
    this(relative, 0);
  }

  /** For values that come about in the same way: relative, or mere rounding. */
  Tolerance orRounding() {
    return equals(EXACT) ? EXACT : new Tolerance(relative, ROUNDING);
  }

  /** Whether there are as many values as expected, each close enough; to NaN only NaN is. */
  boolean accepts(double[] expected, double[] values) {
    boolean close = values.length == expected.length;
    for (int i = 0; close && i < expected.length; i++) {
      double most = Math.max(least, relative * Math.abs(expected[i]));
      close =
          Math.abs(values[i] - expected[i]) <= most || Double.compare(values[i], expected[i]) == 0;
    }
    return close;
  }
}
