package moments.nn;

import java.util.List;
import moments.tensor.Tensor;

/**
 * Cross-correlation of images with kernel² windows of zero-padded input.
 *
 * <p>{@code y[n, o, i, j] = b[o] + Σ W[o, c, u, v]·x[n, c, i·stride + u − padding, j·stride + v −
 * padding]}, summed over c, u, v: x [N, in, H, W], y [N, out, H', W'], W [out, in, kernel, kernel],
 * b [out], {@code H' = ⌊(H + 2·padding − kernel)/stride⌋ + 1}.
 */
public final class Conv2d implements ImageLayer {
  private final int in;
  private final int out;
  private final int kernel;
  private final int stride;
  private final int padding;
  private final Parameter weight;
  private final Parameter bias;
  private final Turn turnX = new Turn();
  private final Turn turnY = new Turn();
  private Tensor y = Shapes.NONE;
  private Tensor lanesY = Shapes.NONE;
  private Tensor lanesDx = Shapes.NONE;
  private boolean lanesLast;
  private ConvShape s = ConvShape.NONE;
  private ConvLanes lanes = ConvLanes.NONE;
  private InputGradient inputGradient = ConvLanes.NONE;

  /** Stride 1, no padding. */
  public Conv2d(int in, int out, int kernel) {
    this(in, out, kernel, 1, 0);
  }

  /** Starts with {@link Init#PYTORCH} from a fixed seed, the same for each layer. */
  public Conv2d(int in, int out, int kernel, int stride, int padding) {
    if (Math.min(Math.min(in, out), Math.min(kernel, stride)) < 1 || padding < 0) {
      throw new IllegalArgumentException(
          ("Conv2d: expected in, out, kernel, stride ≥ 1 and padding ≥ 0,"
                  + " got in %d, out %d, kernel %d, stride %d, padding %d")
              .formatted(in, out, kernel, stride, padding));
    }
    this.in = in;
    this.out = out;
    this.kernel = kernel;
    this.stride = stride;
    this.padding = padding;
    weight = new Parameter("weight", Tensor.zeros(out, in, kernel, kernel));
    bias = new Parameter("bias", Tensor.zeros(out));
    Init.PYTORCH.apply(parameters(), Init.CONSTRUCTOR_SEED);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  @Override
  public boolean prefersChannelsLast(Tensor x, boolean nowLast) {
    prepare(x, nowLast);
    return lanesLast;
  }

  @Override
  public Tensor forward(Tensor x, boolean last) {
    prepare(x, last);
    lanes.forward(turnX.forward(x, last, lanesLast), weight, bias, lanesY);
    y = turnY.forward(lanesY, lanesLast, last);
    return y;
  }

  /** Checks x and makes what depends on its sizes, if they are new. */
  private void prepare(Tensor x, boolean nowLast) {
    if (x.rank() != 4 || Shapes.channels(x, nowLast) != in) {
      throw new IllegalArgumentException(
          "Conv2d.forward: expected x [N, %d, H, W], got %s"
              .formatted(in, Shapes.text(x, nowLast)));
    }
    int height = Shapes.height(x, nowLast);
    int width = Shapes.width(x, nowLast);
    if (s.n() == x.dim(0) && s.height() == height && s.width() == width) {
      return;
    }
    Shapes.requireWindow("Conv2d", x, nowLast, kernel, padding);
    s = new ConvShape(x.dim(0), in, height, width, out, kernel, stride, padding);
    lanesLast = ConvLanes.overChannels(s);
    lanes = lanesLast ? new ChannelLanes(s) : new PositionLanes(s);
    inputGradient = TurnedConv.suits(s) ? new TurnedConv(s) : lanes;
    lanesY = Shapes.images(s.n(), out, s.rows(), s.columns(), lanesLast);
    lanesDx = Shapes.images(s.n(), in, height, width, lanesLast);
  }

  /** The gradients of x, W (added) and b (added). */
  @Override
  public Tensor backward(Tensor dy) {
    backwardParameters(dy);
    inputGradient.backwardInput(turnY.backward(dy), weight, lanesDx);
    return turnX.backward(lanesDx);
  }

  @Override
  public void backwardParameters(Tensor dy) {
    Shapes.requireGradient("Conv2d", dy, y);
    lanes.backwardParameters(turnY.backward(dy), weight, bias);
  }

  @Override
  public String toString() {
    return "Conv2d(%d, %d, kernel %d, stride %d, padding %d)"
        .formatted(in, out, kernel, stride, padding);
  }
}
