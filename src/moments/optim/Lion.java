package moments.optim;

import java.util.List;
import moments.nn.Parameter;

/**
 * Lion: steps by the sign of a momentum, so that every weight moves by the same α.
 *
 * <pre>
 * θ ← θ − α·(sign(β₁m + (1−β₁)g) + λθ)
 * m ← β₂m + (1−β₂)g
 * </pre>
 *
 * <p>Two rates for one m: the step listens to the newest gradient more (β₁) than the memory does
 * (β₂). There is no v, no ε and no correction, as a sign has no size; hence half of Adam's state,
 * {@code m}.
 *
 * <p>Source: Chen et al., <em>Symbolic Discovery of Optimization Algorithms</em>, 2023, Algorithm 2
 * with its β₁ = 0.9, β₂ = 0.99; α = 1e-4 and λ = 0 as in the authors' code. They advise an α that
 * is 3 to 10 times smaller than AdamW's and a λ that is larger by as much.
 */
public final class Lion extends ElementwiseOptimizer {
  private final double beta1;
  private final double beta2;
  private final double weightDecay;

  /** Lion with a constant learning rate and its other defaults. */
  public Lion(List<Parameter> parameters, double lr) {
    this(parameters, Schedule.constant(lr), 0.9, 0.99, 0);
  }

  /**
   * Lion with every hyperparameter.
   *
   * @param beta1 β₁ in [0, 1), the share of m in the sum whose sign is taken
   * @param beta2 β₂ in [0, 1), the share of m that a step keeps
   * @param weightDecay λ ≥ 0
   */
  public Lion(
      List<Parameter> parameters, Schedule lr, double beta1, double beta2, double weightDecay) {
    super(parameters, lr, "m");
    this.beta1 = decay("beta1", beta1);
    this.beta2 = decay("beta2", beta2);
    this.weightDecay = notNegative("weightDecay", weightDecay);
  }

  @Override
  protected void update(float[] theta, float[] g, float[][] state, int from, int to) {
    float[] m = state[0];
    float alpha = alpha();
    float lambda = (float) weightDecay;
    for (int i = from; i < to; i++) {
      // @start region="update"
      float direction = Math.signum(average(beta1, m[i], g[i]));
      theta[i] -= alpha * (direction + lambda * theta[i]);
      m[i] = average(beta2, m[i], g[i]);
      // @end
    }
  }
}
