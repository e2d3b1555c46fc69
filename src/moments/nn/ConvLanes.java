package moments.nn;

import moments.kernel.Kernels;
import moments.tensor.Tensor;

/**
 * A convolution for one shape, in one of two ways that differ in what lies along the SIMD lanes:
 * {@link ChannelLanes}, for images with channels last, or {@link PositionLanes}, channels first.
 */
interface ConvLanes extends InputGradient {
  /** For no images at all. */
  ConvLanes NONE = new ChannelLanes(ConvShape.NONE);

  /** Writes {@code y = W ⋆ x + b}; remembers x. */
  void forward(Tensor x, Parameter weight, Parameter bias, Tensor y);

  /** Adds to the gradients of W and b, by the x of the last {@link #forward}. */
  void backwardParameters(Tensor dy, Parameter weight, Parameter bias);

  /** Whether {@link ChannelLanes} leaves a smaller share of lanes idle than positions would. */
  static boolean overChannels(ConvShape s) {
    double channels = (double) s.out() / ConvShape.roundUp(s.out(), Kernels.best().lanes());
    double positions = (double) s.columns() / s.paddedWidth();
    return s.stride() > 1 || channels >= positions;
  }
}
