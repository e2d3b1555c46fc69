package moments.optim;

import java.util.List;
import moments.nn.Parameter;

/**
 * SGD with momentum, the heavy ball:
 *
 * <pre>
 * v ← μv + g
 * θ ← θ − αv
 * </pre>
 *
 * <p>The velocity v is a sum, not a mean: under a constant gradient it grows to g/(1−μ), ten times
 * g for μ = 0.9. State: {@code v}.
 *
 * <p>Source: Polyak, <em>Some methods of speeding up the convergence of iteration methods</em>,
 * 1964. As in PyTorch, α scales v where θ is changed; where it scales g instead (Sutskever et al.
 * 2013), the two differ once α changes.
 */
public final class Momentum extends ElementwiseOptimizer {
  private final float mu;

  /** Momentum with a constant learning rate and μ = 0.9. */
  public Momentum(List<Parameter> parameters, double lr) {
    this(parameters, Schedule.constant(lr), 0.9);
  }

  /**
   * Momentum with every hyperparameter.
   *
   * @param mu μ in [0, 1); 0 is plain SGD
   */
  public Momentum(List<Parameter> parameters, Schedule lr, double mu) {
    super(parameters, lr, "v");
    this.mu = (float) decay("mu", mu);
  }

  @Override
  protected void update(float[] theta, float[] g, float[][] state, int from, int to) {
    float[] v = state[0];
    float alpha = alpha();
    for (int i = from; i < to; i++) {
      // @start region="update"
      v[i] = mu * v[i] + g[i];
      theta[i] -= alpha * v[i];
      // @end
    }
  }
}
