import java.util.function.ToDoubleFunction;

/** Task 3: is this gradient right? By you, with {@link Difference}. */
public final class GradientCheck {
  /** h of the differences. */
  static final double H = 1e-5;

  /** The largest relative error of a gradient that is right. */
  static final double TOLERANCE = 1e-6;

  private GradientCheck() {}

  /**
   * How far two slopes are apart, relative to their size; 0 where they are equal.
   *
   * <pre>
   * |a − n| / max(|a|, |n|)
   * </pre>
   */
  public static double relativeError(double a, double n) {
    // Your code.
    throw new UnsupportedOperationException("TODO: your code");
  }

  /**
   * The largest relative error of all elements, computed slope against central difference; NaN if
   * any of them is NaN.
   *
   * @param gradient the computed slope for each θ
   */
  public static double worst(
      ToDoubleFunction<double[]> loss, double[] theta, double[] gradient, double h) {
    // Your code.
    throw new UnsupportedOperationException("TODO: your code");
  }

  /** Whether {@code gradient} is right: its worst error, with H, is at most TOLERANCE. */
  public static boolean passes(
      ToDoubleFunction<double[]> loss, double[] theta, double[] gradient) {
    // Your code.
    throw new UnsupportedOperationException("TODO: your code");
  }
}
