package moments.nn;

import java.util.List;
import moments.tensor.Tensor;

/**
 * Convolution: each output channel slides its filter over the images and sums the products.
 *
 * <pre>
 * y[n, o, i, j] = b[o] + Σ W[o, c, u, v] · x̄[n, c, i·stride + u, j·stride + v]    over c, u, v
 * </pre>
 *
 * <p>With d… for ∂loss/∂…: the derivative of a product with respect to one factor is the other one.
 * So each product W·x̄ adds g·x̄ to dW and g·W to dx̄, where {@code g = dy[n, o, i, j]}:
 *
 * <pre>
 * dW[o, c, u, v]                         += g · x̄[n, c, i·stride + u, j·stride + v]
 * dx̄[n, c, i·stride + u, j·stride + v]  += g · W[o, c, u, v]
 * db[o]                                  += g
 * </pre>
 *
 * <p>x [N, in, H, W]; x̄, {@code padded} in the code, is x within a border of {@code padding}
 * zeros; W [out, in, kernel, kernel], b [out], y [N, out, H', W'], {@code H' = ⌊(H + 2·padding −
 * kernel)/stride⌋ + 1}, W' alike. To mathematicians this is a cross-correlation; their convolution
 * turns the filter by 180°. Where g is 0, nothing is sent back, not even the NaN of 0·∞.
 */
public final class Conv2d implements Layer {
  private final int in;
  private final int out;
  private final Window window;
  private final Parameter weight;
  private final Parameter bias;
  private Tensor x = NOTHING;
  private Tensor padded = NOTHING;
  private Tensor y = NOTHING;

  /** A convolution with stride 1 and no padding. */
  public Conv2d(int in, int out, int kernel) {
    this(in, out, kernel, 1, 0);
  }

  /** Sizes and stride ≥ 1, padding ≥ 0. Starts as {@link Linear} does, from a fixed seed. */
  public Conv2d(int in, int out, int kernel, int stride, int padding) {
    if (Math.min(Math.min(in, out), Math.min(kernel, stride)) < 1 || padding < 0) {
      throw new IllegalArgumentException(
          ("Conv2d: expected in, out, kernel, stride ≥ 1 and padding ≥ 0,"
                  + " got in %d, out %d, kernel %d, stride %d, padding %d")
              .formatted(in, out, kernel, stride, padding));
    }
    this.in = in;
    this.out = out;
    window = new Window(kernel, stride, padding);
    weight = new Parameter("weight", Tensor.zeros(out, in, kernel, kernel));
    bias = new Parameter("bias", Tensor.zeros(out));
    Init.PYTORCH.apply(parameters(), Init.CONSTRUCTOR_SEED);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  /** The window that slides over the images. */
  public Window window() {
    return window;
  }

  /** The shape of y; throws a {@link ShapeException} if this layer cannot take {@code x}. */
  public int[] outputShape(Tensor x) {
    if (x.rank() != 4 || x.dim(1) != in) {
      throw new ShapeException(
          "Conv2d.forward", "expected x [N, %d, H, W], got %s".formatted(in, x.shapeText()));
    }
    return window.outputShape("Conv2d", x, out);
  }

  // @start region="forward"
  @Override
  public Tensor forward(Tensor x) {
    y = Tensor.zeros(outputShape(x));
    this.x = x;
    padded = window.padded(x);
    for (int n = 0; n < y.dim(0); n++) {
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < y.dim(2); i++) {
          for (int j = 0; j < y.dim(3); j++) {
            y.set(bias.value().get(o) + products(n, o, i, j), n, o, i, j);
          }
        }
      }
    }
    return y;
  }

  /** {@code Σ W[o, c, u, v] · x̄[n, c, i·stride + u, j·stride + v]} over c, u, v. */
  private double products(int n, int o, int i, int j) {
    Tensor w = weight.value();
    int top = i * window.stride();
    int left = j * window.stride();
    double sum = 0;
    for (int c = 0; c < in; c++) {
      for (int u = 0; u < window.kernel(); u++) {
        for (int v = 0; v < window.kernel(); v++) {
          sum += (double) w.get(o, c, u, v) * padded.get(n, c, top + u, left + v);
        }
      }
    }
    return sum;
  }

  // @end

  // @start region="backward"
  @Override
  public Tensor backward(Tensor dy) {
    ShapeException.requireGradient("Conv2d", dy, y);
    Tensor dPadded = Tensor.zerosLike(padded);
    for (int n = 0; n < y.dim(0); n++) {
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < y.dim(2); i++) {
          for (int j = 0; j < y.dim(3); j++) {
            float g = dy.get(n, o, i, j);
            if (g != 0) {
              bias.grad().data()[o] += g;
              sendBack(g, n, o, i, j, dPadded);
            }
          }
        }
      }
    }
    return window.cropped(dPadded, x);
  }

  /** Adds what each product of {@code y[n, o, i, j]} sends back to its two factors. */
  private void sendBack(float g, int n, int o, int i, int j, Tensor dPadded) {
    Tensor w = weight.value();
    Tensor dw = weight.grad();
    int top = i * window.stride();
    int left = j * window.stride();
    for (int c = 0; c < in; c++) {
      for (int u = 0; u < window.kernel(); u++) {
        for (int v = 0; v < window.kernel(); v++) {
          dw.add(g * padded.get(n, c, top + u, left + v), o, c, u, v);
          dPadded.add(g * w.get(o, c, u, v), n, c, top + u, left + v);
        }
      }
    }
  }

  // @end

  @Override
  public String toString() {
    return "Conv2d(%d, %d, %s)".formatted(in, out, window);
  }
}
