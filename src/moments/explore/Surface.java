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
   * ∇f at {@code theta}, by central differences: {@code ∂f/∂θᵢ ≈ (f(θ + h·eᵢ) − f(θ − h·eᵢ))/2h},
   * where eᵢ is 1 in place i and 0 elsewhere, and h = 1e-5·max(1, |θᵢ|). The error is about
   * f‴·h²/6, and some 1e-11·|f| of rounding.
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
