package moments.optim;

import java.util.List;
import moments.nn.Parameter;

/**
 * AdaGrad: each element's rate shrinks with the sum of its squared gradients.
 *
 * <pre>
 * v ← v + g²
 * θ ← θ − α·g/(√v + ε)
 * </pre>
 *
 * <p>State: {@code v}.
 *
 * <p>Source: Duchi, Hazan and Singer, <em>Adaptive Subgradient Methods for Online Learning and
 * Stochastic Optimization</em>, 2011, the diagonal form. The paper's δ, here ε, has no default;
 * 1e-10 is PyTorch's.
 */
public final class AdaGrad extends ElementwiseOptimizer {
  private final float eps;

  /** AdaGrad with a constant learning rate. */
  public AdaGrad(List<Parameter> parameters, double lr) {
    this(parameters, Schedule.constant(lr), 1e-10);
  }

  /**
   * AdaGrad with every hyperparameter.
   *
   * @param eps ε ≥ 0; with 0, an element turns NaN once its v is 0, as before its first gradient
   */
  public AdaGrad(List<Parameter> parameters, Schedule lr, double eps) {
    super(parameters, lr, "v");
    this.eps = (float) notNegative("eps", eps);
  }

  @Override
  protected void update(float[] theta, float[] g, float[][] state, int from, int to) {
    float[] v = state[0];
    float alpha = alpha();
    for (int i = from; i < to; i++) {
      // @start region="update"
      v[i] += g[i] * g[i];
      theta[i] -= alpha * g[i] / ((float) Math.sqrt(v[i]) + eps);
      // @end
    }
  }
}
