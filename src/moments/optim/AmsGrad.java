package moments.optim;

import java.util.List;
import moments.nn.Parameter;

/**
 * AMSGrad: Adam whose v̂ never falls, so that a rare large gradient is not forgotten.
 *
 * <pre>
 * m ← β₁m + (1−β₁)g
 * v ← β₂v + (1−β₂)g²
 * v̂ ← max(v̂, v)
 * θ ← θ − α·m/(√v̂ + ε)
 * </pre>
 *
 * <p>State: {@code m}, {@code v}, {@code vHat}.
 *
 * <p>Source: Reddi, Kale and Kumar, <em>On the Convergence of Adam and Beyond</em>, 2018, Algorithm
 * 2. It has neither ε nor bias correction, and its v̂ is a maximum where Adam's v̂ is a corrected
 * v. PyTorch's {@code amsgrad=True} also divides m by 1−β₁ᵗ and v̂ by 1−β₂ᵗ; {@code biasCorrection}
 * does so here. Other defaults are Adam's.
 */
public final class AmsGrad extends ElementwiseOptimizer {
  private final double beta1;
  private final double beta2;
  private final double eps;
  private final boolean biasCorrection;

  /** AMSGrad as published, with Adam's defaults. */
  public AmsGrad(List<Parameter> parameters) {
    this(parameters, 0.001);
  }

  /** AMSGrad as published, with a constant learning rate. */
  public AmsGrad(List<Parameter> parameters, double lr) {
    this(parameters, Schedule.constant(lr), 0.9, 0.999, 1e-8, false);
  }

  /**
   * AMSGrad with every hyperparameter.
   *
   * @param beta1 β₁ in [0, 1), the share of m that a step keeps
   * @param beta2 β₂ in [0, 1), the share of v that a step keeps
   * @param eps ε ≥ 0; with 0, an element whose gradients were all 0 turns NaN
   * @param biasCorrection false for the paper's rule, true for PyTorch's
   */
  public AmsGrad(
      List<Parameter> parameters,
      Schedule lr,
      double beta1,
      double beta2,
      double eps,
      boolean biasCorrection) {
    super(parameters, lr, "m", "v", "vHat");
    this.beta1 = decay("beta1", beta1);
    this.beta2 = decay("beta2", beta2);
    this.eps = notNegative("eps", eps);
    this.biasCorrection = biasCorrection;
  }

  @Override
  protected void update(float[] theta, float[] g, float[][] state, int from, int to) {
    float[] m = state[0];
    float[] v = state[1];
    float[] vHat = state[2];
    float alpha = (float) alpha();
    float beta1 = (float) this.beta1;
    float beta2 = (float) this.beta2;
    float eps = (float) this.eps;
    float oneMinusBeta1 = (float) (1 - this.beta1);
    float oneMinusBeta2 = (float) (1 - this.beta2);
    float correct1 = biasCorrection ? (float) (1 / (1 - StrictMath.pow(this.beta1, t()))) : 1;
    float correct2 = biasCorrection ? (float) (1 / (1 - StrictMath.pow(this.beta2, t()))) : 1;
    for (int i = from; i < to; i++) {
      m[i] = beta1 * m[i] + oneMinusBeta1 * g[i];
      v[i] = beta2 * v[i] + oneMinusBeta2 * g[i] * g[i];
      vHat[i] = Math.max(vHat[i], v[i]);
      theta[i] -= alpha * (m[i] * correct1) / ((float) Math.sqrt(vHat[i] * correct2) + eps);
    }
  }
}
