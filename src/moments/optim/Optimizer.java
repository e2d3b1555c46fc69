package moments.optim;

import java.util.List;
import java.util.Map;
import moments.nn.Parameter;
import moments.tensor.Tensor;

/**
 * A rule that changes parameters by their gradients.
 *
 * <p>Your own optimizer is a record of a few lines:
 *
 * <pre>{@code
 * record Plain(List<Parameter> parameters, double lr) implements Optimizer {
 *   public void step() {
 *     for (var p : parameters) {
 *       p.value().set(p.value().minus(p.grad().times(lr)));
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>One that keeps arrays beside the parameters extends {@link ElementwiseOptimizer}, as {@link
 * Adam} does.
 */
public interface Optimizer {
  /** What {@link #step} changes. */
  List<Parameter> parameters();

  /** One update of every parameter from its gradient. Does not change the gradients. */
  void step();

  /** Sets every gradient to 0; {@code Layer.backward} adds to gradients, so call it each step. */
  default void zeroGrad() {
    for (Parameter p : parameters()) {
      p.grad().fill(0);
    }
  }

  /**
   * With false, puts the parameters where the optimizer says its result is, to test or keep the
   * net; with true, back to where it trains. For most rules the two are one place and nothing
   * happens; {@link ScheduleFreeAdamW} ends at the mean of where it has been.
   */
  default void train(boolean training) {}

  /**
   * What the optimizer remembers of {@code p} by the paper's names, such as {@code m}, {@code v}
   * (of the parameter's shape, live) and {@code t} (one number); empty where it remembers nothing.
   */
  default Map<String, Tensor> state(Parameter p) {
    return Map.of();
  }

  /**
   * A copy of all that the optimizer remembers, t among it, for {@link #loadStateDict} of another
   * one over the same parameters.
   *
   * @throws UnsupportedOperationException if the optimizer does not say what that is
   */
  default OptimizerState stateDict() {
    throw notSaved();
  }

  /**
   * Takes {@code saved} in the place of what the optimizer remembers; with the weights of then, it
   * goes on with the same bits.
   *
   * @throws IllegalArgumentException if it is the state of another rule or of other parameters,
   *     lacks something or holds NaN; then nothing has changed
   */
  default void loadStateDict(OptimizerState saved) {
    throw notSaved();
  }

  private UnsupportedOperationException notSaved() {
    String why = getClass().getSimpleName() + ": to save it, override stateDict and loadStateDict";
    return new UnsupportedOperationException(why);
  }
}
