package moments.optim;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import moments.nn.Parameter;

/**
 * Schedule-Free AdamW: walks with z, ends with the mean x of all z, and takes gradients between.
 *
 * <pre>
 * g at y, where y = (1−β₁)z + β₁x
 * v ← β₂v + (1−β₂)g²
 * v̂ = v/(1−β₂ᵗ)
 * z ← z − αₜ·(g/(√v̂ + ε) + λy)
 * x ← (1−c)x + c·z          c = αₜ²/Σαᵢ², which is 1/t for a constant α
 * </pre>
 *
 * <p>Averaging does what a falling learning rate would; β₁ is no memory of gradients but says where
 * they are taken. The parameters are y, at which x and z start; {@code train(false)} makes them x.
 * State: {@code x}, {@code z}, {@code v}.
 *
 * <p>Source: Defazio et al., <em>The Road Less Scheduled</em>, 2024, Algorithm 1, which has √v for
 * √v̂ and √(1−β₂ᵗ) within αₜ, so in c too; v̂ as in the authors' code since 1.3, whose c takes the
 * largest α so far. Defaults are theirs: α = 0.0025, β₁ = 0.9, β₂ = 0.999, ε = 1e-8, λ = 0.
 */
public final class ScheduleFreeAdamW extends ElementwiseOptimizer {
  private final double beta1;
  private final double beta2;
  private final float eps;
  private final double weightDecay;
  private float correction2;
  private double squaredRates; // Σαᵢ²
  private float c;
  private boolean training = true;

  /** Schedule-Free AdamW with a constant learning rate and its other defaults. */
  public ScheduleFreeAdamW(List<Parameter> parameters, double lr) {
    this(parameters, Schedule.constant(lr), 0.9, 0.999, 1e-8, 0);
  }

  /**
   * Schedule-Free AdamW with every hyperparameter.
   *
   * @param lr αₜ, constant or after a warm-up
   * @param beta1 β₁ in [0, 1), the share of x in the place y where gradients are taken
   * @param beta2 β₂ in [0, 1), the share of v that a step keeps
   * @param eps ε ≥ 0; with 0, an element turns NaN once its v is 0, as before its first gradient
   * @param weightDecay λ ≥ 0
   */
  public ScheduleFreeAdamW(
      List<Parameter> parameters,
      Schedule lr,
      double beta1,
      double beta2,
      double eps,
      double weightDecay) {
    super(parameters, lr, "x", "z", "v");
    this.beta1 = decay("beta1", beta1);
    this.beta2 = decay("beta2", beta2);
    this.eps = (float) notNegative("eps", eps);
    this.weightDecay = notNegative("weightDecay", weightDecay);
  }

  @Override
  protected void begin(long t) {
    requireTraining();
    double squared = (double) alpha() * alpha();
    squaredRates += squared;
    c = squared == 0 ? 0 : (float) (squared / squaredRates);
    correction2 = (float) (1 / (1 - StrictMath.pow(beta2, t)));
  }

  @Override
  protected void update(float[] y, float[] g, float[][] state, int from, int to) {
    float[] x = state[0];
    float[] z = state[1];
    float[] v = state[2];
    float alpha = alpha();
    float lambda = (float) weightDecay;
    for (int i = from; i < to; i++) {
      if (t() == 1) {
        x[i] = z[i] = y[i];
      }
      // @start region="update"
      v[i] = average(beta2, v[i], g[i] * g[i]);
      float vHat = v[i] * correction2;
      z[i] -= alpha * (g[i] / ((float) Math.sqrt(vHat) + eps) + lambda * y[i]);
      x[i] += c * (z[i] - x[i]);
      y[i] = average(beta1, x[i], z[i]);
      // @end
    }
  }

  @Override
  protected Map<String, Double> numbers() {
    requireTraining();
    return Map.of("squaredRates", squaredRates);
  }

  @Override
  protected void setNumbers(Map<String, Double> numbers) {
    squaredRates = numbers.getOrDefault("squaredRates", squaredRates);
  }

  private void requireTraining() {
    if (!training) {
      throw new IllegalStateException(
          "ScheduleFreeAdamW: the parameters are x, the result; call train(true) before going on");
    }
  }

  /**
   * With false, the parameters are x, and {@link #step}, {@link #stateDict} and {@link
   * #loadStateDict} throw an IllegalStateException; with true, y.
   */
  @Override
  public void train(boolean training) {
    this.training = training;
    for (Parameter p : parameters()) {
      float[] y = p.value().data();
      float[] x = Objects.requireNonNull(state(p).get("x")).data();
      float[] z = Objects.requireNonNull(state(p).get("z")).data();
      for (int i = 0; i < y.length && t() > 0; i++) { // x and z are 0 before the first step
        y[i] = training ? average(beta1, x[i], z[i]) : x[i];
      }
    }
  }
}
