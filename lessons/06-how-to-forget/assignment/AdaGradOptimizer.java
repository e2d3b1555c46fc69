import java.util.List;
import moments.nn.Parameter;
import moments.optim.Optimizer;

/**
 * Task 1: AdaGrad, by you.
 *
 * <pre>
 * v ← v + g²
 * θ ← θ − α·g/(√v + ε)
 * </pre>
 */
public final class AdaGradOptimizer implements Optimizer {
  private final List<Parameter> parameters;
  private final double alpha;
  private final double eps;

  /** {@code v[k][i]} belongs to element i of parameter k; all are 0 at first. */
  private final double[][] v;

  /**
   * Before the first step.
   *
   * @param parameters what {@link #step} changes
   * @param alpha α, the learning rate
   * @param eps ε ≥ 0, added to the root
   */
  public AdaGradOptimizer(List<Parameter> parameters, double alpha, double eps) {
    this.parameters = parameters;
    this.alpha = alpha;
    this.eps = eps;
    v = new double[parameters.size()][];
    for (int k = 0; k < v.length; k++) {
      v[k] = new double[parameters.get(k).value().size()];
    }
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  /**
   * One step for every element of every parameter.
   *
   * <p>Of a parameter {@code p}, {@code p.value().data()} is the array of its θ, to be changed in
   * place, and {@code p.grad().data()} that of its g, of the same length and only to be read. Both
   * are {@code float[]}; compute in doubles, and let {@code theta[i] -= …} round at the end.
   */
  @Override
  public void step() {
    // Your code.
    throw new UnsupportedOperationException("TODO: your code");
  }
}
