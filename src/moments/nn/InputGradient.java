package moments.nn;

import moments.tensor.Tensor;

/** How a convolution computes the gradient of its input. */
interface InputGradient {
  /** Writes {@code dx}; {@code dy} is that of the last {@link ConvLanes#backwardParameters}. */
  void backwardInput(Tensor dy, Parameter weight, Tensor dx);
}
