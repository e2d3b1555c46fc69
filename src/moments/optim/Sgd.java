package moments.optim;

import java.util.List;
import moments.nn.Parameter;

/**
 * Stochastic gradient descent: {@code θ ← θ − αg}.
 *
 * <p>Source: Robbins and Monro, <em>A Stochastic Approximation Method</em>, 1951.
 */
public final class Sgd extends ElementwiseOptimizer {
  /** SGD with a constant learning rate. */
  public Sgd(List<Parameter> parameters, double lr) {
    this(parameters, Schedule.constant(lr));
  }

  /** SGD with a learning rate that depends on the step. */
  public Sgd(List<Parameter> parameters, Schedule lr) {
    super(parameters, lr);
  }

  @Override
  protected void update(float[] theta, float[] g, float[][] state, int from, int to) {
    float alpha = alpha();
    for (int i = from; i < to; i++) {
      // @start region="update"
      theta[i] -= alpha * g[i];
      // @end
    }
  }
}
