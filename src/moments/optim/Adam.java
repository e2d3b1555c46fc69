package moments.optim;

import java.util.List;
import moments.nn.Parameter;

/**
 * Adam, from <em>ada</em>ptive <em>m</em>oments: steps by the gradient's mean over its root mean
 * square.
 *
 * <pre>
 * m ← β₁m + (1−β₁)g        first moment, the mean
 * v ← β₂v + (1−β₂)g²       second raw moment, the uncentred variance
 * m̂ = m/(1−β₁ᵗ)            m and v start at 0 and are too small at first;
 * v̂ = v/(1−β₂ᵗ)            this corrects for it exactly
 * θ ← θ − α·m̂/(√v̂ + ε)
 * </pre>
 *
 * <p>State: {@code m}, {@code v}.
 *
 * <p>Source: Kingma and Ba, <em>Adam: A Method for Stochastic Optimization</em>, 2015, Algorithm 1
 * with its defaults: α = 0.001, β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
 */
public class Adam extends ElementwiseOptimizer {
  final double beta1;
  final double beta2;
  final float eps;
  float correction1;
  float correction2;

  /** Adam with the paper's defaults. */
  public Adam(List<Parameter> parameters) {
    this(parameters, 0.001);
  }

  /** Adam with a constant learning rate. */
  public Adam(List<Parameter> parameters, double lr) {
    this(parameters, Schedule.constant(lr), 0.9, 0.999, 1e-8);
  }

  /**
   * Adam with every hyperparameter.
   *
   * @param beta1 β₁ in [0, 1), the share of m that a step keeps
   * @param beta2 β₂ in [0, 1), the share of v that a step keeps
   * @param eps ε ≥ 0; with 0, an element turns NaN once its v is 0, as before its first gradient
   */
  public Adam(List<Parameter> parameters, Schedule lr, double beta1, double beta2, double eps) {
    this(parameters, lr, beta1, beta2, eps, "m", "v");
  }

  /** For variants of Adam, with other arrays beside the parameters. */
  Adam(
      List<Parameter> parameters,
      Schedule lr,
      double beta1,
      double beta2,
      double eps,
      String... stateNames) {
    super(parameters, lr, stateNames);
    this.beta1 = decay("beta1", beta1);
    this.beta2 = decay("beta2", beta2);
    this.eps = (float) notNegative("eps", eps);
  }

  /** β₁, the share of m that a step keeps. */
  public final double beta1() {
    return beta1;
  }

  /** β₂, the share of v (in AdaMax, u) that a step keeps. */
  public final double beta2() {
    return beta2;
  }

  /** 1/(1−β₁ᵗ) and 1/(1−β₂ᵗ): to multiply by them costs less than to divide. */
  @Override
  protected final void begin(long t) {
    // @start region="corrections"
    correction1 = (float) (1 / (1 - power(beta1, t)));
    correction2 = (float) (1 / (1 - power(beta2, t)));
    // @end
  }

  /** βᵗ as exp(t·log β): StrictMath.pow allocates arrays until it is compiled. */
  private static double power(double beta, long t) {
    return StrictMath.exp(t * StrictMath.log(beta));
  }

  @Override
  protected void update(float[] theta, float[] g, float[][] state, int from, int to) {
    float[] m = state[0];
    float[] v = state[1];
    float alpha = alpha();
    for (int i = from; i < to; i++) {
      // @start region="update"
      m[i] = average(beta1, m[i], g[i]);
      v[i] = average(beta2, v[i], g[i] * g[i]);
      float mHat = m[i] * correction1;
      float vHat = v[i] * correction2;
      theta[i] -= alpha * mHat / ((float) Math.sqrt(vHat) + eps);
      // @end
    }
  }
}
