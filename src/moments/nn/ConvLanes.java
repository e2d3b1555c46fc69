package moments.nn;

import moments.kernel.Kernels;
import moments.tensor.Tensor;

/** A convolution for one shape; the ways to do it differ in what lies along the SIMD lanes. */
interface ConvLanes {
  /** Writes {@code y = W ⋆ x + b}; keeps a copy of x. */
  void forward(Tensor x, Parameter weight, Parameter bias, Tensor y);

  /** Adds to the gradients of W and b, by the x of the last {@link #forward}. */
  void backwardParameters(Tensor dy, Parameter weight, Parameter bias);

  /** Writes {@code dx}, by the dy of the last {@link #backwardParameters}. */
  void backwardInput(Parameter weight, Tensor dx);

  /** The way that leaves the smaller share of lanes idle. */
  static ConvLanes of(ConvShape s) {
    int lanes = Kernels.best().lanes();
    double channels = (double) s.out() / ConvShape.roundUp(s.out(), lanes);
    double positions = (double) s.columns() / s.paddedWidth();
    return s.stride() == 1 && positions > channels ? new PositionLanes(s) : new ChannelLanes(s);
  }
}
