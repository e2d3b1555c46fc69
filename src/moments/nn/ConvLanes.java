package moments.nn;

import moments.kernel.Kernels;
import moments.tensor.Tensor;

/**
 * How the convolutions of one shape are computed; the ways differ in what lies along the SIMD
 * lanes.
 */
interface ConvLanes {
  /** The best way for a shape. */
  static ConvLanes of(ConvShape s, Parameter weight, Parameter bias) {
    if (WinogradConv.suits(s)) {
      return new WinogradConv(s, weight, bias);
    }
    return overChannels(s) ? new ChannelLanes(s, weight, bias) : new PositionLanes(s, weight, bias);
  }

  /** Whether x, y and their gradients have their channels last. */
  boolean channelsLast();

  /** Writes {@code y = W ⋆ x + b}; remembers x. */
  void forward(Tensor x, Tensor y);

  /** Adds to the gradients of W and b, by the x of the last {@link #forward}. */
  void backwardParameters(Tensor dy);

  /** Writes dx; {@code dy} is that of the last {@link #backwardParameters}. */
  void backwardInput(Tensor dy, Tensor dx);

  /** Whether channels leave a smaller share of lanes idle than positions would. */
  static boolean overChannels(ConvShape s) {
    double channels = (double) s.out() / ConvShape.roundUp(s.out(), Kernels.best().lanes());
    double positions = (double) s.columns() / s.paddedWidth();
    return s.stride() > 1 || channels >= positions;
  }
}
