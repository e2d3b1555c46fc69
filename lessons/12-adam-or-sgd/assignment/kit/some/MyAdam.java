import java.util.List;
import moments.nn.Parameter;
import moments.optim.Optimizer;

/**
 * Adam, by you.
 *
 * <pre>
 * m ← β₁m + (1−β₁)g
 * v ← β₂v + (1−β₂)g²
 * m̂ = m/(1−β₁ᵗ)
 * v̂ = v/(1−β₂ᵗ)
 * θ ← θ − α·m̂/(√v̂ + ε)
 * </pre>
 */
public final class MyAdam implements Optimizer {
  private final List<Parameter> parameters;
  private final double alpha;
  private final double beta1;
  private final double beta2;
  private final double eps;

  /** {@code m[k][i]} belongs to element i of parameter k; all are 0 at first. */
  private final double[][] m;

  /** {@code v[k][i]} belongs to element i of parameter k; all are 0 at first. */
  private final double[][] v;

  /** How many steps were taken. */
  private int t;

  /**
   * Adam at t = 0.
   *
   * @param parameters what {@link #step} changes
   * @param alpha α, the length of a full step
   * @param beta1 β₁ in [0, 1), the share of m that a step keeps
   * @param beta2 β₂ in [0, 1), the share of v that a step keeps
   * @param eps ε ≥ 0, added to the root
   */
  public MyAdam(
      List<Parameter> parameters, double alpha, double beta1, double beta2, double eps) {
    this.parameters = parameters;
    this.alpha = alpha;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.eps = eps;
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

  /**
   * One step of Adam for every element of every parameter.
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
