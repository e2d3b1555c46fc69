package moments.optim;

import java.util.List;
import moments.nn.Parameter;

/**
 * RMSProp: AdaGrad that forgets, with a moving average of g² instead of the sum.
 *
 * <pre>
 * v ← ρv + (1−ρ)g²
 * θ ← θ − α·g/(√v + ε)
 * </pre>
 *
 * <p>v starts at 0 and is not corrected for it, so that the first step is α/√(1−ρ): ten times α for
 * ρ = 0.99. State: {@code v}.
 *
 * <p>Source: Tieleman and Hinton, <em>Lecture 6.5, rmsprop</em>, 2012. Defaults are PyTorch's, ρ =
 * 0.99 and ε = 1e-8; the lecture has ρ = 0.9 and no ε.
 */
public final class RmsProp extends ElementwiseOptimizer {
  private final double rho;
  private final float eps;

  /** RMSProp with a constant learning rate. */
  public RmsProp(List<Parameter> parameters, double lr) {
    this(parameters, Schedule.constant(lr), 0.99, 1e-8);
  }

  /**
   * RMSProp with every hyperparameter.
   *
   * @param rho ρ in [0, 1), the share of v that a step keeps
   * @param eps ε ≥ 0; with 0, an element turns NaN once its v is 0, as before its first gradient
   */
  public RmsProp(List<Parameter> parameters, Schedule lr, double rho, double eps) {
    super(parameters, lr, "v");
    this.rho = decay("rho", rho);
    this.eps = (float) notNegative("eps", eps);
  }

  @Override
  protected void update(float[] theta, float[] g, float[][] state, int from, int to) {
    float[] v = state[0];
    float alpha = alpha();
    for (int i = from; i < to; i++) {
      // @start region="update"
      v[i] = average(rho, v[i], g[i] * g[i]);
      theta[i] -= alpha * g[i] / ((float) Math.sqrt(v[i]) + eps);
      // @end
    }
  }
}
