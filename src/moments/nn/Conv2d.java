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
  private Tensor x = Shapes.NONE;
  private Tensor y = Shapes.NONE;
  private Tensor dx = Shapes.NONE;

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
    if (Shapes.changed(this.x, x)) {
      if (x.rank() != 4 || x.dim(1) != in) {
        throw new IllegalArgumentException(
            "Conv2d.forward: expected x [N, %d, H, W], got %s".formatted(in, x.shapeText()));
      }
      Shapes.requireWindow("Conv2d", x, kernel, padding);
      y =
          Tensor.zeros(
              x.dim(0),
              out,
              Shapes.windows(x.dim(2), kernel, stride, padding),
              Shapes.windows(x.dim(3), kernel, stride, padding));
    }
    this.x = x;
    float[] input = x.data();
    float[] w = weight.value().data();
    float[] output = y.data();
    int plane = y.dim(2) * y.dim(3);
    for (int i = 0; i < output.length; i++) {
      output[i] = bias.value().data()[i / plane % out];
    }
    forEachTap((yAt, wAt, xAt) -> output[yAt] += w[wAt] * input[xAt]);
    return y;
  }

  /** The gradients of x, W (added) and b (added). */
  @Override
  public Tensor backward(Tensor dy) {
    Shapes.requireGradient("Conv2d", dy, y);
    if (!dx.sameShape(x)) {
      dx = Tensor.zerosLike(x);
    }
    dx.fill(0);
    float[] input = x.data();
    float[] w = weight.value().data();
    float[] d = dy.data();
    float[] dw = weight.grad().data();
    float[] dInput = dx.data();
    int plane = y.dim(2) * y.dim(3);
    for (int i = 0; i < d.length; i++) {
      bias.grad().data()[i / plane % out] += d[i];
    }
    forEachTap(
        (yAt, wAt, xAt) -> {
          dw[wAt] += d[yAt] * input[xAt];
          dInput[xAt] += d[yAt] * w[wAt];
        });
    return dx;
  }

  private interface Tap {
    void at(int y, int w, int x);
  }

  private void forEachTap(Tap tap) {
    int rows = y.dim(2);
    int columns = y.dim(3);
    for (int n = 0; n < x.dim(0); n++) {
      for (int o = 0; o < out; o++) {
        for (int c = 0; c < in; c++) {
          for (int u = 0; u < kernel; u++) {
            for (int v = 0; v < kernel; v++) {
              int wAt = ((o * in + c) * kernel + u) * kernel + v;
              for (int i = 0; i < rows; i++) {
                int row = i * stride + u - padding;
                if (row < 0 || row >= x.dim(2)) {
                  continue;
                }
                for (int j = 0; j < columns; j++) {
                  int column = j * stride + v - padding;
                  if (column >= 0 && column < x.dim(3)) {
                    tap.at(
                        ((n * out + o) * rows + i) * columns + j,
                        wAt,
                        ((n * in + c) * x.dim(2) + row) * x.dim(3) + column);
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  @Override
  public String toString() {
    return "Conv2d(%d, %d, kernel %d, stride %d, padding %d)"
        .formatted(in, out, kernel, stride, padding);
  }
}
