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
    // BEGIN SOLUTION
    return a == n ? 0 : Math.abs(a - n) / Math.max(Math.abs(a), Math.abs(n));
    // END SOLUTION
  }

  /**
   * The largest relative error of all elements, computed slope against central difference; NaN if
   * any of them is NaN.
   *
   * @param gradient the computed slope for each θ
   */
  public static double worst(
      ToDoubleFunction<double[]> loss, double[] theta, double[] gradient, double h) {
    // BEGIN SOLUTION
    double worst = 0;
    for (int i = 0; i < theta.length; i++) {
      double error = relativeError(gradient[i], Difference.central(loss, theta, i, h));
      worst = Math.max(worst, error);
    }
    return worst;
    // END SOLUTION
  }

  /** Whether {@code gradient} is right: its worst error, with H, is at most TOLERANCE. */
  public static boolean passes(
      ToDoubleFunction<double[]> loss, double[] theta, double[] gradient) {
    // BEGIN SOLUTION
    return worst(loss, theta, gradient, H) <= TOLERANCE;
    // END SOLUTION
  }
}
