package moments.nn;

import moments.tensor.Tensor;

/**
 * A tensor that training changes, with the gradient of the loss with respect to it.
 *
 * @param name what it is called in tables and plots, {@code conv1.weight}
 * @param value θ; changed by {@code Optimizer.step}
 * @param grad g = ∂loss/∂θ, of the same shape; {@code Layer.backward} adds to it
 */
public record Parameter(String name, Tensor value, Tensor grad) {
  public Parameter {
    if (!value.sameShape(grad)) {
      throw new IllegalArgumentException(
          "Parameter %s: value %s and grad %s must have the same shape"
              .formatted(name, value.shapeText(), grad.shapeText()));
    }
  }

  /** A parameter with a gradient of zeros. */
  public Parameter(String name, Tensor value) {
    this(name, value, Tensor.zerosLike(value));
  }

  /** The same two tensors under another name. */
  public Parameter named(String newName) {
    return new Parameter(newName, value, grad);
  }
}
