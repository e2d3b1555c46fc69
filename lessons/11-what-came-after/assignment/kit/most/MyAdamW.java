import java.util.List;
import moments.nn.Parameter;
import moments.optim.Optimizer;

/**
 * AdamW, by you: Adam (lesson 8) and a decay beside its step.
 *
 * <pre>
 * θ ← (1 − αλ)θ
 * θ ← θ − α·m̂/(√v̂ + ε)
 * </pre>
 */
public final class MyAdamW implements Optimizer {
  private final List<Parameter> parameters;
  private final double alpha;
  private final double beta1;
  private final double beta2;
  private final double eps;
  private final double lambda;

  /** {@code m[k][i]} belongs to element i of parameter k; all are 0 at first. */
  private final double[][] m;

  /** {@code v[k][i]} belongs to element i of parameter k; all are 0 at first. */
  private final double[][] v;

  /** How many steps were taken. */
  private int t;

  /**
   * AdamW at t = 0.
   *
   * @param parameters what {@link #step} changes
   * @param alpha α, the learning rate
   * @param beta1 β₁ in [0, 1), the share of m that a step keeps
   * @param beta2 β₂ in [0, 1), the share of v that a step keeps
   * @param eps ε ≥ 0, added to the root
   * @param lambda λ ≥ 0, the weight decay
   */
  public MyAdamW(
      List<Parameter> parameters, double alpha, double beta1, double beta2, double eps, double lambda) {
    this.parameters = parameters;
    this.alpha = alpha;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.eps = eps;
    this.lambda = lambda;
    m = new double[parameters.size()][];
    v = new double[parameters.size()][];
    for (int k = 0; k < parameters.size(); k++) {
      int size = parameters.get(k).value().size();
      m[k] = new double[size];
      v[k] = new double[size];
    }
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  /** One step for every element of every parameter: θ in place, from g, which stays as it is. */
  @Override
  public void step() {
    t++;
    for (int k = 0; k < parameters.size(); k++) {
      float[] theta = parameters.get(k).value().data();
      float[] g = parameters.get(k).grad().data();
      for (int i = 0; i < theta.length; i++) {
        m[k][i] = beta1 * m[k][i] + (1 - beta1) * g[i];
        v[k][i] = beta2 * v[k][i] + (1 - beta2) * g[i] * g[i];
        double mHat = m[k][i] / (1 - Math.pow(beta1, t));
        double vHat = v[k][i] / (1 - Math.pow(beta2, t));
        double decayed = (1 - alpha * lambda) * theta[i];
        theta[i] = (float) (decayed - alpha * mHat / (Math.sqrt(vHat) + eps));
      }
    }
  }
}
