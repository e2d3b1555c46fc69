package moments.optim;

import java.util.List;
import java.util.Map;
import moments.nn.Parameter;

/**
 * NAdam: Adam with Nesterov's look ahead, whose step holds a share of the next step's momentum.
 *
 * <pre>
 * μₜ = β₁(1 − ½·0.96^(tψ))                  momentum that rises from about β₁/2 to β₁
 * m ← β₁m + (1−β₁)g
 * v ← β₂v + (1−β₂)g²
 * m̂ = μₜ₊₁·m/(1−μ₁⋯μₜ₊₁) + (1−μₜ)·g/(1−μ₁⋯μₜ)
 * v̂ = v/(1−β₂ᵗ)
 * θ ← θ − α·m̂/(√v̂ + ε)
 * </pre>
 *
 * <p>State: {@code m}, {@code v}.
 *
 * <p>Source: Dozat, <em>Incorporating Nesterov Momentum into Adam</em>, 2016, Algorithm 2, in
 * PyTorch's form and with its defaults: α = 0.002, β₁ = 0.9, β₂ = 0.999, ε = 1e-8, ψ = 0.004. The
 * paper has μₜ where PyTorch has β₁ in the line of m, and multiplies v̂ by β₂.
 */
public final class NAdam extends ElementwiseOptimizer {
  private final double beta1;
  private final double beta2;
  private final float eps;
  private final double momentumDecay;

  /** μ₁⋯μₜ. */
  private double product = 1;

  private float shareOfM;
  private float shareOfG;
  private float correction2;

  /** NAdam with a constant learning rate and its other defaults. */
  public NAdam(List<Parameter> parameters, double lr) {
    this(parameters, Schedule.constant(lr), 0.9, 0.999, 1e-8, 0.004);
  }

  /**
   * NAdam with every hyperparameter.
   *
   * @param beta1 β₁ in [0, 1), the share of m that a step keeps
   * @param beta2 β₂ in [0, 1), the share of v that a step keeps
   * @param eps ε ≥ 0; with 0, an element turns NaN once its v is 0, as before its first gradient
   * @param momentumDecay ψ ≥ 0, how fast μ rises; with 0 it stays at β₁/2
   */
  public NAdam(
      List<Parameter> parameters,
      Schedule lr,
      double beta1,
      double beta2,
      double eps,
      double momentumDecay) {
    super(parameters, lr, "m", "v");
    this.beta1 = decay("beta1", beta1);
    this.beta2 = decay("beta2", beta2);
    this.eps = (float) notNegative("eps", eps);
    this.momentumDecay = notNegative("momentumDecay", momentumDecay);
  }

  @Override
  protected void begin(long t) {
    double mu = mu(t);
    double next = mu(t + 1);
    product *= mu;
    shareOfM = (float) (next / (1 - product * next));
    shareOfG = (float) ((1 - mu) / (1 - product));
    correction2 = (float) (1 / (1 - StrictMath.pow(beta2, t)));
  }

  @Override
  protected Map<String, Double> numbers() {
    return Map.of("product", product);
  }

  @Override
  protected void setNumbers(Map<String, Double> numbers) {
    product = numbers.getOrDefault("product", product);
  }

  private double mu(long t) {
    return beta1 * (1 - 0.5 * StrictMath.pow(0.96, t * momentumDecay));
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
      float mHat = shareOfM * m[i] + shareOfG * g[i];
      float vHat = v[i] * correction2;
      theta[i] -= alpha * mHat / ((float) Math.sqrt(vHat) + eps);
      // @end
    }
  }
}
