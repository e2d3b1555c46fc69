package moments.nn;

import moments.kernel.Kernels;
import moments.tensor.Tensor;

/**
 * How the convolutions of one shape are computed; the ways differ in what lies along the SIMD
 * lanes.
 */
interface ConvLanes {
  /**
   * The best way for a shape.
   *
   * @param pooled y has gone through ReLU and pooling of 2 × 2 as well; only if {@link #pools}
   */
  static ConvLanes of(ConvShape s, Parameter weight, Parameter bias, boolean pooled) {
    if (pooled) {
      return new PositionLanes(s, weight, bias, new PooledOutlet(s));
    }
    if (WinogradConv.suits(s)) {
      return new WinogradConv(s, weight, bias);
    }
    return overChannels(s)
        ? new ChannelLanes(s, weight, bias)
        : new PositionLanes(s, weight, bias, Outlet.PLAIN);
  }

  /**
   * Whether ReLU and pooling of 2 × 2 can be done in the same pass, and channels are few enough for
   * that to be the better way.
   */
  static boolean pools(ConvShape s) {
    return s.stride() == 1
        && s.out() <= Kernels.best().lanes()
        && s.paddedWidth() % 2 == 0
        && Math.min(s.rows(), s.columns()) > 1
        && 2 * s.columns() > s.paddedWidth();
  }

  /** Whether x, y and their gradients have their channels last. */
  boolean channelsLast();

  /** Writes {@code y = W ⋆ x + b}; remembers x. */
  void forward(Tensor x, Tensor y);

  /**
   * Adds to the gradients of W and b, by the x of the last {@link #forward}, and writes dx unless
   * it is {@link Shapes#NONE}.
   */
  void backward(Tensor dy, Tensor dx);

  /** Whether channels leave a smaller share of lanes idle than positions would. */
  static boolean overChannels(ConvShape s) {
    double channels = (double) s.out() / ConvShape.roundUp(s.out(), Kernels.best().lanes());
    double positions = (double) s.columns() / s.paddedWidth();
    return s.stride() > 1 || channels >= positions;
  }
}
