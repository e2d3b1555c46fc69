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
 * 2, with a constant β₁ and without its projection. It has neither ε nor bias correction, and its
 * v̂ is a maximum where Adam's is a corrected v. PyTorch's {@code amsgrad=True} also divides m by
 * 1−β₁ᵗ and v̂ by 1−β₂ᵗ; {@code biasCorrection} does so here. Other defaults are Adam's.
 */
public final class AmsGrad extends Adam {
  private final boolean biasCorrection;

  /** AMSGrad as published, with a constant learning rate and Adam's other defaults. */
  public AmsGrad(List<Parameter> parameters, double lr) {
    this(parameters, Schedule.constant(lr), 0.9, 0.999, 1e-8, false);
  }

  /**
   * AMSGrad with every hyperparameter; those not named below are {@link Adam}'s.
   *
   * @param biasCorrection false for the paper's rule, true for PyTorch's
   */
  public AmsGrad(
      List<Parameter> parameters,
      Schedule lr,
      double beta1,
      double beta2,
      double eps,
      boolean biasCorrection) {
    super(parameters, lr, beta1, beta2, eps, "m", "v", "vHat");
    this.biasCorrection = biasCorrection;
  }

  @Override
  protected void update(float[] theta, float[] g, float[][] state, int from, int to) {
    float[] m = state[0];
    float[] v = state[1];
    float[] vHat = state[2];
    float alpha = biasCorrection ? alpha() * correction1 : alpha();
    float correctionV = biasCorrection ? correction2 : 1;
    for (int i = from; i < to; i++) {
      m[i] = average(beta1, m[i], g[i]);
      v[i] = average(beta2, v[i], g[i] * g[i]);
      vHat[i] = Math.max(vHat[i], v[i]);
      theta[i] -= alpha * m[i] / ((float) Math.sqrt(vHat[i] * correctionV) + eps);
    }
  }
}
