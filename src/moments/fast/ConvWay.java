package moments.fast;

import moments.nn.Conv2d;
import moments.nn.Parameter;
import moments.nn.Window;
import moments.simd.Loops;

/** The ways to compute a convolution: they differ in what lies along the SIMD lanes. */
enum ConvWay {
  /** Neighbouring positions of the window, for few output channels. */
  POSITIONS(false, false),

  /** Output channels. */
  CHANNELS(false, true),

  /** Channels too, by tiles instead of windows: fewer products where channels are many. */
  WINOGRAD(true, true);

  /** No pool: each output is a window of its own. */
  static final Window NO_POOL = new Window(1, 1, 0);

  private static final Window QUADS = new Window(2, 2, 0);

  private final boolean takesChannelsLast;
  private final boolean givesChannelsLast;

  ConvWay(boolean takesChannelsLast, boolean givesChannelsLast) {
    this.takesChannelsLast = takesChannelsLast;
    this.givesChannelsLast = givesChannelsLast;
  }

  /** The fastest way for a shape; with {@code pool} only where that {@link #fits}. */
  static ConvWay of(ConvShape s, Window pool) {
    if (poolsPositions(s, pool)) {
      return POSITIONS;
    }
    if (tilesSuit(s)) {
      return WINOGRAD;
    }
    return overChannels(s) ? CHANNELS : POSITIONS;
  }

  /** Whether ReLU and {@code pool} can be done in the same pass. */
  static boolean fits(ConvShape s, Window pool) {
    return Math.min(s.rows(), s.columns()) > 1
        && (poolsPositions(s, pool) || overChannels(s) && !tilesSuit(s));
  }

  /** Whether the pool is of 2 × 2 and channels are so few that positions are the better lanes. */
  private static boolean poolsPositions(ConvShape s, Window pool) {
    return pool.equals(QUADS) && s.paddedWidth() % 2 == 0 && !overChannels(s);
  }

  /** Whether channels leave a smaller share of lanes idle than positions would. */
  private static boolean overChannels(ConvShape s) {
    double channels = (double) s.out() / ConvShape.roundUp(s.out(), Loops.LANES);
    double positions = (double) s.columns() / s.paddedWidth();
    return s.stride() > 1 || channels >= positions;
  }

  /** Whether tiles can be used for {@code s}, fill the lanes and at least halve the products. */
  static boolean tilesSuit(ConvShape s) {
    int m = WinogradMatrices.outputs(s.kernel());
    int points = WinogradMatrices.POINTS * WinogradMatrices.POINTS;
    return s.stride() == 1
        && m > 1
        && s.in() % Loops.LANES == 0
        && s.out() % Loops.LANES == 0
        && 2 * points * WinogradMatrices.tiles(s.rows(), m) * WinogradMatrices.tiles(s.columns(), m)
            <= s.kernel() * s.kernel() * s.positions();
  }

  /** Whether x and its gradient have their channels last. */
  boolean takesChannelsLast() {
    return takesChannelsLast;
  }

  /** Whether y and its gradient have their channels last. */
  boolean givesChannelsLast() {
    return givesChannelsLast;
  }

  /**
   * The convolution as a step.
   *
   * @param pool the pool that y goes through after ReLU, or {@link #NO_POOL} for neither
   */
  Step step(ConvShape s, Conv2d conv, Window pool, Wire in, Wire out) {
    Parameter weight = conv.parameters().get(0);
    Parameter bias = conv.parameters().get(1);
    boolean pooled = pool != NO_POOL;
    return switch (this) {
      case POSITIONS -> {
        Epilogue end = pooled ? new PooledPositions(s) : new Epilogue(s, false);
        yield new ConvOverPositions(s, weight, bias, end, in, out);
      }
      case CHANNELS -> {
        int pitch = ConvOverChannels.outLanes(s);
        Epilogue end = pooled ? new PooledChannels(s, pitch, pool) : new Epilogue(s, true);
        yield new ConvOverChannels(s, weight, bias, end, in, out);
      }
      case WINOGRAD -> new WinogradConv(s, conv, in, out);
    };
  }
}
