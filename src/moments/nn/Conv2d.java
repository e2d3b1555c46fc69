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
public final class Conv2d implements Layer {
  private final int in;
  private final int out;
  private final int kernel;
  private final int stride;
  private final int padding;
  private final Parameter weight;
  private final Parameter bias;
  private Tensor y = Shapes.NONE;
  private Tensor dx = Shapes.NONE;

  @SuppressWarnings("NullAway.Init") // set by forward, which backward requires
  private ConvLanes lanes;

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
  public Tensor forward(Tensor x) {
    if (!x.sameShape(dx)) {
      prepare(x);
    }
    lanes.forward(x, weight, bias, y);
    return y;
  }

  private void prepare(Tensor x) {
    if (x.rank() != 4 || x.dim(1) != in) {
      throw new IllegalArgumentException(
          "Conv2d.forward: expected x [N, %d, H, W], got %s".formatted(in, x.shapeText()));
    }
    Shapes.requireWindow("Conv2d", x, kernel, padding);
    var shape = new ConvShape(x.dim(0), in, x.dim(2), x.dim(3), out, kernel, stride, padding);
    lanes = ConvLanes.of(shape);
    y = Tensor.zeros(x.dim(0), out, shape.rows(), shape.columns());
    dx = Tensor.zerosLike(x);
  }

  /** The gradients of x, W (added) and b (added). */
  @Override
  public Tensor backward(Tensor dy) {
    backwardParameters(dy);
    lanes.backwardInput(weight, dx);
    return dx;
  }

  @Override
  public void backwardParameters(Tensor dy) {
    Shapes.requireGradient("Conv2d", dy, y);
    lanes.backwardParameters(dy, weight, bias);
  }

  @Override
  public String toString() {
    return "Conv2d(%d, %d, kernel %d, stride %d, padding %d)"
        .formatted(in, out, kernel, stride, padding);
  }
}
