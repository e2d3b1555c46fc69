import java.util.List;
import moments.nn.Parameter;
import moments.optim.Optimizer;

/**
 * Lion, by you: steps by a sign.
 *
 * <pre>
 * θ ← θ − α·(sign(β₁m + (1−β₁)g) + λθ)
 * m ← β₂m + (1−β₂)g
 * </pre>
 */
public final class MyLion implements Optimizer {
  private final List<Parameter> parameters;
  private final double alpha;
  private final double beta1;
  private final double beta2;
  private final double lambda;

  /** {@code m[k][i]} belongs to element i of parameter k; all are 0 at first. */
  private final double[][] m;

  /**
   * Lion before its first step.
   *
   * @param parameters what {@link #step} changes
   * @param alpha α, the learning rate
   * @param beta1 β₁ in [0, 1), the share of m in the sum whose sign is taken
   * @param beta2 β₂ in [0, 1), the share of m that a step keeps
   * @param lambda λ ≥ 0, the weight decay
   */
  public MyLion(
      List<Parameter> parameters, double alpha, double beta1, double beta2, double lambda) {
    this.parameters = parameters;
    this.alpha = alpha;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.lambda = lambda;
    m = new double[parameters.size()][];
    for (int k = 0; k < parameters.size(); k++) {
      int size = parameters.get(k).value().size();
      m[k] = new double[size];
    }
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  /** One step for every element of every parameter: θ in place, from g, which stays as it is. */
  @Override
  public void step() {
    // Your code.
    throw new UnsupportedOperationException("TODO: your code");
  }
}
