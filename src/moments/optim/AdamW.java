package moments.optim;

import java.util.List;
import moments.nn.Parameter;

/**
 * AdamW: Adam with weight decay beside the adaptive step, not inside the gradient.
 *
 * <pre>
 * θ ← (1 − αλ)θ
 * θ ← θ − α·m̂/(√v̂ + ε)    Adam's step
 * </pre>
 *
 * <p>Added to g, λθ would be divided by √v̂, so that weights with large gradients would decay less.
 * State: {@code m}, {@code v}.
 *
 * <p>Source: Loshchilov and Hutter, <em>Decoupled Weight Decay Regularization</em>, 2019, Algorithm
 * 2, in PyTorch's form and with its defaults, Adam's and λ = 0.01. The paper decays by ηλθ with a
 * schedule η apart from α; PyTorch's αλθ grows with the learning rate.
 */
public final class AdamW extends Adam {
  private final double weightDecay;

  /** AdamW with a constant learning rate and its other defaults. */
  public AdamW(List<Parameter> parameters, double lr) {
    this(parameters, Schedule.constant(lr), 0.9, 0.999, 1e-8, 0.01);
  }

  /**
   * AdamW with every hyperparameter; those not named below are {@link Adam}'s.
   *
   * @param weightDecay λ ≥ 0; with 0 it is Adam
   */
  public AdamW(
      List<Parameter> parameters,
      Schedule lr,
      double beta1,
      double beta2,
      double eps,
      double weightDecay) {
    super(parameters, lr, beta1, beta2, eps);
    this.weightDecay = notNegative("weightDecay", weightDecay);
  }

  @Override
  protected void update(float[] theta, float[] g, float[][] state, int from, int to) {
    float keep = (float) (1 - alpha() * weightDecay);
    for (int i = from; i < to; i++) {
      theta[i] *= keep;
    }
    super.update(theta, g, state, from, to);
  }
}
