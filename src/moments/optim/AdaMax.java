package moments.optim;

import java.util.List;
import moments.nn.Parameter;

/**
 * AdaMax: Adam with the largest recent |g| instead of √v̂.
 *
 * <pre>
 * m ← β₁m + (1−β₁)g
 * u ← max(β₂u, |g| + ε)
 * θ ← θ − α/(1−β₁ᵗ)·m/u
 * </pre>
 *
 * <p>u needs no correction for its start at 0: the first gradient replaces it. State: {@code m},
 * {@code u}.
 *
 * <p>Source: Kingma and Ba 2015, §7.1, Algorithm 2 with its defaults: α = 0.002, β₁ = 0.9, β₂ =
 * 0.999. It has no ε and divides 0 by 0 where every gradient was 0; ε = 1e-8 is PyTorch's.
 */
public final class AdaMax extends Adam {
  /** AdaMax with the paper's defaults. */
  public AdaMax(List<Parameter> parameters) {
    this(parameters, 0.002);
  }

  /** AdaMax with a constant learning rate. */
  public AdaMax(List<Parameter> parameters, double lr) {
    this(parameters, Schedule.constant(lr), 0.9, 0.999, 1e-8);
  }

  /**
   * AdaMax with every hyperparameter.
   *
   * @param beta1 β₁ in [0, 1), the share of m that a step keeps
   * @param beta2 β₂ in [0, 1), the share of u that a step keeps
   * @param eps ε ≥ 0; with 0 it is the paper's, and an element turns NaN once its u is 0
   */
  public AdaMax(List<Parameter> parameters, Schedule lr, double beta1, double beta2, double eps) {
    super(parameters, lr, beta1, beta2, eps, "m", "u");
  }

  @Override
  protected void update(float[] theta, float[] g, float[][] state, int from, int to) {
    float[] m = state[0];
    float[] u = state[1];
    float beta2 = (float) this.beta2;
    float alphaHat = alpha() * correction1;
    for (int i = from; i < to; i++) {
      m[i] = average(beta1, m[i], g[i]);
      u[i] = Math.max(beta2 * u[i], Math.abs(g[i]) + eps);
      theta[i] -= alphaHat * m[i] / u[i];
    }
  }
}
