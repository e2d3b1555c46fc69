import java.util.function.ToDoubleFunction;

/** Task 1: the slope of a loss along one weight, by you. */
public final class Difference {
  private Difference() {}

  /**
   * The central difference.
   *
   * <pre>
   * n = (L(…, θᵢ + h, …) − L(…, θᵢ − h, …)) / 2h
   * </pre>
   *
   * @param loss L, a function of all θ
   * @param theta all θ; the same afterwards, to the last bit
   * @param i which θ moves, from 0
   */
  public static double central(ToDoubleFunction<double[]> loss, double[] theta, int i, double h) {
    // BEGIN SOLUTION
    double start = theta[i];
    theta[i] = start + h;
    double right = loss.applyAsDouble(theta);
    theta[i] = start - h;
    double left = loss.applyAsDouble(theta);
    theta[i] = start;
    return (right - left) / (2 * h);
    // END SOLUTION
  }
}
