package moments.explore;

/**
 * A function of a few variables, f(θ), on which to watch optimizers.
 *
 * <p>A lambda is enough: {@code theta -> theta[0] * theta[0] / 2}. Its gradient is then computed
 * numerically; override {@link #gradient} to return it exactly, or with noise.
 */
@FunctionalInterface
public interface Surface {
  /** f(θ); {@code theta} is not modified. */
  double at(double... theta);

  /** What the titles of figures call it, such as {@code f = 0.1θ₁² + 2θ₂²}; empty for nothing. */
  default String formula() {
    return "";
  }

  /**
   * ∇f at {@code theta}, by central differences {@code (f(θ+h) − f(θ−h))/2h}, with an error of
   * about h².
   */
  default double[] gradient(double... theta) {
    double[] g = new double[theta.length];
    for (int i = 0; i < g.length; i++) {
      double h = 1e-5 * Math.max(1, Math.abs(theta[i]));
      double[] ahead = theta.clone();
      double[] behind = theta.clone();
      ahead[i] += h;
      behind[i] -= h;
      g[i] = (at(ahead) - at(behind)) / (ahead[i] - behind[i]);
    }
    return g;
  }
}
