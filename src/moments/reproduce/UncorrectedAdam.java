package moments.reproduce;

import java.util.List;
import moments.nn.Parameter;
import moments.optim.ElementwiseOptimizer;
import moments.optim.Schedule;

/**
 * Adam without its correction of the bias, with {@code m} for {@code m̂} and {@code v} for {@code
 * v̂}:
 *
 * <pre>
 * m ← β₁m + (1−β₁)g
 * v ← β₂v + (1−β₂)g²
 * θ ← θ − α·m/(√v + ε)
 * </pre>
 *
 * <p>State: {@code m}, {@code v}. Source: Kingma and Ba 2015, §6.4, where it stands for RMSProp
 * with momentum.
 */
final class UncorrectedAdam extends ElementwiseOptimizer {
  private static final float EPS = 1e-8f;

  private final double beta1;
  private final double beta2;

  UncorrectedAdam(List<Parameter> parameters, double lr, double beta1, double beta2) {
    super(parameters, Schedule.constant(lr), "m", "v");
    this.beta1 = decay("beta1", beta1);
    this.beta2 = decay("beta2", beta2);
  }

  @Override
  protected void update(float[] theta, float[] g, float[][] state, int from, int to) {
    float[] m = state[0];
    float[] v = state[1];
    float alpha = alpha();
    for (int i = from; i < to; i++) {
      m[i] = average(beta1, m[i], g[i]);
      v[i] = average(beta2, v[i], g[i] * g[i]);
      theta[i] -= alpha * m[i] / ((float) Math.sqrt(v[i]) + EPS);
    }
  }
}
