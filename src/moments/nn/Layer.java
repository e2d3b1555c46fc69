package moments.nn;

import java.util.List;
import moments.tensor.Tensor;

/**
 * A differentiable function with parameters: {@code y = f(x; θ)}.
 *
 * <p>A layer owns the tensors that it returns and writes them anew in its next call; {@code copy()}
 * one that is to be kept. Anyone can add a layer, in a notebook cell too.
 */
public interface Layer {
  /** {@code y = f(x; θ)}; remembers what {@link #backward} needs. Does not change {@code x}. */
  Tensor forward(Tensor x);

  /**
   * Given {@code dy = ∂loss/∂y} of the last {@code forward}, returns {@code dx = ∂loss/∂x} and adds
   * {@code ∂loss/∂θ} to the gradient of each parameter.
   */
  Tensor backward(Tensor dy);

  /**
   * The part of {@link #backward} that adds to the parameters' gradients, without dx; for the first
   * layer of a net, whose dx nobody needs.
   */
  default void backwardParameters(Tensor dy) {
    backward(dy);
  }

  /** The parameters in a fixed order; none for most layers. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /**
   * Switches between training (true) and evaluation, in which {@link Dropout} passes x on and
   * {@link Conv2d} keeps nothing for {@link #backward}.
   */
  default void train(boolean on) {}
}
