package moments.nn;

import moments.simd.Simd;
import moments.tensor.Tensor;

/**
 * How the convolutions of one shape are computed; the ways differ in what lies along the SIMD
 * lanes.
 */
interface ConvLanes {
  /**
   * The best way for a shape.
   *
   * @param pool what y has gone through as well, after ReLU, unless {@link Conv2d#NO_POOL}; only if
   *     {@link #pools}
   */
  static ConvLanes of(ConvShape s, Parameter weight, Parameter bias, MaxPool2d pool) {
    if (poolsPositions(s, pool)) {
      return new PositionLanes(s, weight, bias, new PooledOutlet(s));
    }
    if (WinogradConv.suits(s)) {
      return new WinogradConv(s, weight, bias);
    }
    return overChannels(s)
        ? new ChannelLanes(s, weight, bias, pool)
        : new PositionLanes(s, weight, bias, new Outlet(s, false));
  }

  /** Whether ReLU and {@code pool} can be done in the same pass. */
  static boolean pools(ConvShape s, MaxPool2d pool) {
    return pool != Conv2d.NO_POOL
        && Math.min(s.rows(), s.columns()) > 1
        && (poolsPositions(s, pool) || overChannels(s) && !WinogradConv.suits(s));
  }

  /** Whether the pool is of 2 × 2 and channels are so few that positions are the better lanes. */
  private static boolean poolsPositions(ConvShape s, MaxPool2d pool) {
    return pool.isOfQuads() && s.paddedWidth() % 2 == 0 && !overChannels(s);
  }

  /** Whether x and its gradient have their channels last. */
  boolean takesChannelsLast();

  /** Whether y and its gradient have their channels last. */
  boolean givesChannelsLast();

  /** Writes {@code y = W ⋆ x + b}; remembers x. */
  void forward(Tensor x, Tensor y);

  /**
   * Adds to the gradients of W and b, by the x of the last {@link #forward}, and writes dx unless
   * it is {@link Shapes#NONE}.
   */
  void backward(Tensor dy, Tensor dx);

  /** Whether channels leave a smaller share of lanes idle than positions would. */
  static boolean overChannels(ConvShape s) {
    double channels = (double) s.out() / ConvShape.roundUp(s.out(), Simd.best().lanes());
    double positions = (double) s.columns() / s.paddedWidth();
    return s.stride() > 1 || channels >= positions;
  }
}
