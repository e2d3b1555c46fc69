package moments.optim;

import java.util.List;
import moments.nn.Parameter;

/**
 * AdamW: Adam with weight decay beside the adaptive step, not inside the gradient.
 *
 * <pre>
 * m ← β₁m + (1−β₁)g,  m̂ = m/(1−β₁ᵗ)
 * v ← β₂v + (1−β₂)g²,  v̂ = v/(1−β₂ᵗ)
 * θ ← (1 − αλ)θ − α·m̂/(√v̂ + ε)
 * </pre>
 *
 * <p>Added to g, λθ would be divided by √v̂ and shrink all weights at nearly one speed. State:
 * {@code m}, {@code v}.
 *
 * <p>Source: Loshchilov and Hutter, <em>Decoupled Weight Decay Regularization</em>, 2019, Algorithm
 * 2, in PyTorch's form and with its defaults, Adam's and λ = 0.01. The paper's decay is ηλθ with a
 * schedule η apart from α; PyTorch's, αλθ, grows with the learning rate.
 */
public final class AdamW extends ElementwiseOptimizer {
  private final double beta1;
  private final double beta2;
  private final double eps;
  private final double weightDecay;

  /** AdamW with its defaults. */
  public AdamW(List<Parameter> parameters) {
    this(parameters, 0.001);
  }

  /** AdamW with a constant learning rate. */
  public AdamW(List<Parameter> parameters, double lr) {
    this(parameters, Schedule.constant(lr), 0.9, 0.999, 1e-8, 0.01);
  }

  /**
   * AdamW with every hyperparameter.
   *
   * @param beta1 β₁ in [0, 1), the share of m that a step keeps
   * @param beta2 β₂ in [0, 1), the share of v that a step keeps
   * @param eps ε ≥ 0; with 0, an element whose gradients were all 0 turns NaN
   * @param weightDecay λ ≥ 0; with 0 it is Adam
   */
  public AdamW(
      List<Parameter> parameters,
      Schedule lr,
      double beta1,
      double beta2,
      double eps,
      double weightDecay) {
    super(parameters, lr, "m", "v");
    this.beta1 = decay("beta1", beta1);
    this.beta2 = decay("beta2", beta2);
    this.eps = notNegative("eps", eps);
    this.weightDecay = notNegative("weightDecay", weightDecay);
  }

  @Override
  protected void update(float[] theta, float[] g, float[][] state, int from, int to) {
    float[] m = state[0];
    float[] v = state[1];
    float alpha = (float) alpha();
    float beta1 = (float) this.beta1;
    float beta2 = (float) this.beta2;
    float eps = (float) this.eps;
    float oneMinusBeta1 = (float) (1 - this.beta1);
    float oneMinusBeta2 = (float) (1 - this.beta2);
    float correct1 = (float) (1 / (1 - StrictMath.pow(this.beta1, t())));
    float correct2 = (float) (1 / (1 - StrictMath.pow(this.beta2, t())));
    float keep = (float) (1 - alpha() * weightDecay);
    for (int i = from; i < to; i++) {
      m[i] = beta1 * m[i] + oneMinusBeta1 * g[i];
      v[i] = beta2 * v[i] + oneMinusBeta2 * g[i] * g[i];
      float mHat = m[i] * correct1;
      float vHat = v[i] * correct2;
      theta[i] = keep * theta[i] - alpha * mHat / ((float) Math.sqrt(vHat) + eps);
    }
  }
}
