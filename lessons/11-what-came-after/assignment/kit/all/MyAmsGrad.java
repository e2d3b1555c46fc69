import java.util.List;
import moments.nn.Parameter;
import moments.optim.Optimizer;

/**
 * AMSGrad, by you: as published, so without bias correction, and with an ε.
 *
 * <pre>
 * m ← β₁m + (1−β₁)g
 * v ← β₂v + (1−β₂)g²
 * v̂ ← max(v̂, v)
 * θ ← θ − α·m/(√v̂ + ε)
 * </pre>
 */
public final class MyAmsGrad implements Optimizer {
  private final List<Parameter> parameters;
  private final double alpha;
  private final double beta1;
  private final double beta2;
  private final double eps;

  /** {@code m[k][i]} belongs to element i of parameter k; all are 0 at first. */
  private final double[][] m;

  /** {@code v[k][i]} belongs to element i of parameter k; all are 0 at first. */
  private final double[][] v;

  /** {@code vHat[k][i]} belongs to element i of parameter k; all are 0 at first. */
  private final double[][] vHat;

  /**
   * AMSGrad before its first step.
   *
   * @param parameters what {@link #step} changes
   * @param alpha α, the learning rate
   * @param beta1 β₁ in [0, 1), the share of m that a step keeps
   * @param beta2 β₂ in [0, 1), the share of v that a step keeps
   * @param eps ε ≥ 0, added to the root
   */
  public MyAmsGrad(
      List<Parameter> parameters, double alpha, double beta1, double beta2, double eps) {
    this.parameters = parameters;
    this.alpha = alpha;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.eps = eps;
    m = new double[parameters.size()][];
    v = new double[parameters.size()][];
    vHat = new double[parameters.size()][];
    for (int k = 0; k < parameters.size(); k++) {
      int size = parameters.get(k).value().size();
      m[k] = new double[size];
      v[k] = new double[size];
      vHat[k] = new double[size];
    }
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  /** One step for every element of every parameter: θ in place, from g, which stays as it is. */
  @Override
  public void step() {
    for (int k = 0; k < parameters.size(); k++) {
      float[] theta = parameters.get(k).value().data();
      float[] g = parameters.get(k).grad().data();
      for (int i = 0; i < theta.length; i++) {
        m[k][i] = beta1 * m[k][i] + (1 - beta1) * g[i];
        v[k][i] = beta2 * v[k][i] + (1 - beta2) * g[i] * g[i];
        vHat[k][i] = Math.max(vHat[k][i], v[k][i]);
        theta[i] -= alpha * m[k][i] / (Math.sqrt(vHat[k][i]) + eps);
      }
    }
  }
}
