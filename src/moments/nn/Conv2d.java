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
  private final Parameter weight;
  private final Parameter bias;
  private final Turn turnX = new Turn();
  private final Turn turnY = new Turn();
  private ConvShape s;
  private ConvLanes lanes;
  private boolean pooled;
  private Tensor y = Shapes.NONE;
  private Tensor lanesY = Shapes.NONE;
  private Tensor lanesDx = Shapes.NONE;

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
    weight = new Parameter("weight", Tensor.zeros(out, in, kernel, kernel));
    bias = new Parameter("bias", Tensor.zeros(out));
    Init.PYTORCH.apply(parameters(), Init.CONSTRUCTOR_SEED);
    s = new ConvShape(0, in, kernel, kernel, out, kernel, stride, padding);
    lanes = ConvLanes.of(s, weight, bias, false);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  @Override
  public boolean prefersChannelsLast(Tensor x, boolean last) {
    prepare(x, false);
    return lanes.channelsLast();
  }

  @Override
  public Tensor forward(Tensor x, boolean last) {
    return forward(x, last, false);
  }

  /** Whether {@link #forwardPooled} is possible. */
  boolean pools(Tensor x) {
    return pooled && x.sameShape(lanesDx) || x.dim(1) == s.in() && ConvLanes.pools(s.of(x));
  }

  /** {@code forward} through ReLU and pooling of 2 × 2 as well; {@code backward} goes with it. */
  Tensor forwardPooled(Tensor x) {
    return forward(x, false, true);
  }

  private Tensor forward(Tensor x, boolean last, boolean pooling) {
    prepare(x, pooling);
    lanes.forward(turnX.forward(x, last, lanes.channelsLast()), lanesY);
    y = turnY.forward(lanesY, lanes.channelsLast(), last);
    return y;
  }

  /** Checks x and makes what depends on its sizes, if they are new. */
  private void prepare(Tensor x, boolean pooling) {
    if (x.rank() != 4 || x.dim(1) != s.in()) {
      throw new IllegalArgumentException(
          "Conv2d.forward: expected x [N, %d, H, W], got %s".formatted(s.in(), x.shapeText()));
    }
    if (pooled == pooling && x.sameShape(lanesDx)) {
      return;
    }
    Shapes.requireWindow("Conv2d", x, s.kernel(), s.padding());
    s = s.of(x);
    pooled = pooling;
    lanes = ConvLanes.of(s, weight, bias, pooled);
    int window = pooled ? 2 : 1;
    lanesY = Tensor.zeros(s.n(), s.out(), s.rows() / window, s.columns() / window);
    lanesDx = Tensor.zerosLike(x);
  }

  /** The gradients of x, W (added) and b (added). */
  @Override
  public Tensor backward(Tensor dy) {
    Shapes.requireGradient("Conv2d", dy, y);
    lanes.backward(turnY.backward(dy), lanesDx);
    return turnX.backward(lanesDx);
  }

  @Override
  public void backwardParameters(Tensor dy) {
    Shapes.requireGradient("Conv2d", dy, y);
    lanes.backward(turnY.backward(dy), Shapes.NONE);
  }

  @Override
  public String toString() {
    return "Conv2d(%d, %d, kernel %d, stride %d, padding %d)"
        .formatted(s.in(), s.out(), s.kernel(), s.stride(), s.padding());
  }
}
