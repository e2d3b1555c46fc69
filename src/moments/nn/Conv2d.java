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
  /** Each output a window of its own. */
  static final MaxPool2d NO_POOL = new MaxPool2d(1);

  private final Parameter weight;
  private final Parameter bias;
  private final Turn turnX = new Turn();
  private final Turn turnY = new Turn();
  private ConvShape s;
  private ConvLanes lanes;
  private MaxPool2d wantedPool = NO_POOL;
  private MaxPool2d pool = NO_POOL;
  private boolean training = true;
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
    s = new ConvShape(0, in, kernel, kernel, out, kernel, stride, padding, true);
    lanes = ConvLanes.of(s, weight, bias, NO_POOL);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  /** In evaluation there is no {@code backward}, for which less is kept. */
  @Override
  public void train(boolean on) {
    training = on;
  }

  @Override
  public boolean prefersChannelsLast(Tensor x, boolean last) {
    return prefersChannelsLast(x, NO_POOL);
  }

  boolean prefersChannelsLast(Tensor x, MaxPool2d nextPool) {
    prepare(x, nextPool);
    return lanes.takesChannelsLast();
  }

  @Override
  public boolean givesChannelsLast(boolean last) {
    return lanes.givesChannelsLast();
  }

  @Override
  public Tensor forward(Tensor x) {
    forward(x, false);
    y = turnY.forward(lanesY, lanes.givesChannelsLast(), false);
    return y;
  }

  @Override
  public Tensor forward(Tensor x, boolean last) {
    return forward(x, last, NO_POOL);
  }

  /** Whether the last {@code forward} has gone through ReLU and a pool as well. */
  boolean hasPooled() {
    return pool != NO_POOL;
  }

  /** {@code forward}, and through ReLU and a pool where {@link ConvLanes#pools}. */
  Tensor forward(Tensor x, boolean last, MaxPool2d nextPool) {
    prepare(x, nextPool);
    lanes.forward(turnX.forward(x, last, lanes.takesChannelsLast()), lanesY);
    y = turnY.forward(lanesY, lanes.givesChannelsLast(), lanes.givesChannelsLast());
    return y;
  }

  /** Checks x and makes what depends on its sizes, if they are new. */
  private void prepare(Tensor x, MaxPool2d nextPool) {
    if (x.rank() != 4 || x.dim(1) != s.in()) {
      throw new IllegalArgumentException(
          "Conv2d.forward: expected x [N, %d, H, W], got %s".formatted(s.in(), x.shapeText()));
    }
    if (wantedPool == nextPool && x.sameShape(lanesDx) && s.training() == training) {
      return;
    }
    Shapes.requireWindow("Conv2d", x, s.kernel(), s.padding());
    s = s.of(x, training);
    wantedPool = nextPool;
    pool = ConvLanes.pools(s, nextPool) ? nextPool : NO_POOL;
    lanes = ConvLanes.of(s, weight, bias, pool);
    lanesY = Tensor.zeros(s.n(), s.out(), pool.outputs(s.rows()), pool.outputs(s.columns()));
    lanesDx = Tensor.zerosLike(x);
  }

  /** The gradients of x, W (added) and b (added). */
  @Override
  public Tensor backward(Tensor dy) {
    lanes.backward(gradientOfLanes(dy), lanesDx);
    return turnX.backward(lanesDx);
  }

  @Override
  public void backwardParameters(Tensor dy) {
    lanes.backward(gradientOfLanes(dy), Shapes.NONE);
  }

  private Tensor gradientOfLanes(Tensor dy) {
    Shapes.requireGradient("Conv2d", dy, y);
    if (!s.training()) {
      throw new IllegalStateException(
          "Conv2d.backward: the last forward was in evaluation; call train(true) before it");
    }
    return turnY.backward(dy);
  }

  @Override
  public String toString() {
    return "Conv2d(%d, %d, kernel %d, stride %d, padding %d)"
        .formatted(s.in(), s.out(), s.kernel(), s.stride(), s.padding());
  }
}
