package moments.optim;

import java.util.List;
import moments.nn.Parameter;

/**
 * SGD with Nesterov's momentum, which looks one step of the velocity ahead:
 *
 * <pre>
 * v ← μv + g
 * θ ← θ − α(g + μv)
 * </pre>
 *
 * <p>State: {@code v}.
 *
 * <p>Source: Nesterov, <em>A method of solving a convex programming problem with convergence rate
 * O(1/k²)</em>, 1983, with a constant μ, in PyTorch's form. If α is constant, too, θ is the point
 * ahead where g is taken: θ = φ − αμv, where φ ← φ − αv with v ← μv + ∇f(φ − αμv), as in the paper.
 */
public final class Nesterov extends ElementwiseOptimizer {
  private final float mu;

  /** Nesterov's momentum with a constant learning rate and μ = 0.9. */
  public Nesterov(List<Parameter> parameters, double lr) {
    this(parameters, Schedule.constant(lr), 0.9);
  }

  /**
   * Nesterov's momentum with every hyperparameter.
   *
   * @param mu μ in [0, 1); 0 is plain SGD
   */
  public Nesterov(List<Parameter> parameters, Schedule lr, double mu) {
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
      theta[i] -= alpha * (g[i] + mu * v[i]);
      // @end
    }
  }
}
