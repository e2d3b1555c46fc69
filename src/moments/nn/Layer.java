package moments.nn;

import java.util.List;
import moments.tensor.Tensor;

/**
 * A differentiable function with parameters: {@code y = f(x; θ)}.
 *
 * <p>Your own layer takes a few lines, in a notebook cell too:
 *
 * <pre>{@code
 * class Scale implements Layer {                 // y = a·x
 *   final Parameter a = new Parameter("a", Tensor.zeros(1).fill(1));
 *   Tensor x;
 *
 *   public Tensor forward(Tensor x) {
 *     this.x = x;
 *     return x.times(a.value().get(0));
 *   }
 *
 *   public Tensor backward(Tensor dy) {
 *     for (int i = 0; i < dy.size(); i++) {      // da = Σ dyᵢ·xᵢ
 *       a.grad().data()[0] += dy.data()[i] * x.data()[i];
 *     }
 *     return dy.times(a.value().get(0));         // dx = a·dy
 *   }
 *
 *   public List<Parameter> parameters() {
 *     return List.of(a);
 *   }
 * }
 * }</pre>
 */
public interface Layer {
  /** What a layer remembers before its first {@code forward}: a tensor without elements. */
  Tensor NOTHING = Tensor.zeros(0);

  /**
   * {@code y = f(x; θ)}; remembers what {@link #backward} needs, maybe x itself. Does not change x.
   *
   * <p>The next call may overwrite the tensor that this one returned: {@code copy()} it to keep it.
   */
  Tensor forward(Tensor x);

  /**
   * Given {@code dy = ∂loss/∂y} of the last {@code forward}, returns {@code dx = ∂loss/∂x} and adds
   * {@code ∂loss/∂θ} to the gradient of each parameter; dy has the shape of y, dx that of x.
   */
  Tensor backward(Tensor dy);

  /** {@link #backward} when dx is not needed, for layers that can save work then. */
  default void backwardParameters(Tensor dy) {
    backward(dy);
  }

  /** The parameters in a fixed order; most layers have none. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** Switches between training (at first) and evaluation, in which {@link Dropout} differs. */
  default void train(boolean on) {}
}
