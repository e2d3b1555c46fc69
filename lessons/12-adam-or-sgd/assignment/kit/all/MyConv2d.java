import java.util.List;
import moments.nn.Layer;
import moments.nn.Parameter;
import moments.tensor.Tensor;

/**
 * A convolution with stride 1 and no padding, by you.
 *
 * <pre>
 * y[n, o, i, j] = b[o] + Σ W[o, c, u, v] · x[n, c, i + u, j + v]    over c, u, v
 * </pre>
 *
 * <p>x [N, in, H, W], W [out, in, kernel, kernel], b [out], y [N, out, H − kernel + 1, W − kernel +
 * 1].
 */
public final class MyConv2d implements Layer {
  private final int in;
  private final int out;
  private final int kernel;
  private final Parameter weight;
  private final Parameter bias;

  /** The x of the last {@code forward}. */
  private Tensor x = NOTHING;

  /** A convolution whose weights are 0 until somebody sets them. */
  public MyConv2d(int in, int out, int kernel) {
    this.in = in;
    this.out = out;
    this.kernel = kernel;
    weight = new Parameter("weight", Tensor.zeros(out, in, kernel, kernel));
    bias = new Parameter("bias", Tensor.zeros(out));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  /**
   * The y of x.
   *
   * <p>Of a tensor {@code x}, {@code x.data()} is the array of its elements, {@code x.dim(2)} the
   * length of its third axis, and {@code x.at(n, c, i, j)} where in the array an element lies. Whoever
   * counts on from there, in the inner loops, is several times as fast.
   */
  @Override
  public Tensor forward(Tensor x) {
    this.x = x;
    int height = x.dim(2) - kernel + 1;
    int width = x.dim(3) - kernel + 1;
    Tensor y = Tensor.zeros(x.dim(0), out, height, width);
    float[] pixels = x.data();
    float[] w = weight.value().data();
    for (int n = 0; n < x.dim(0); n++) {
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < height; i++) {
          for (int j = 0; j < width; j++) {
            float sum = bias.value().data()[o];
            int k = o * in * kernel * kernel;
            for (int c = 0; c < in; c++) {
              for (int u = 0; u < kernel; u++) {
                int at = x.at(n, c, i + u, j);
                for (int v = 0; v < kernel; v++) {
                  sum += w[k++] * pixels[at + v];
                }
              }
            }
            y.data()[y.at(n, o, i, j)] = sum;
          }
        }
      }
    }
    return y;
  }

  /**
   * The dx of dy, both of the last {@code forward}; what belongs to W and b is added to {@code
   * weight.grad()} and {@code bias.grad()}.
   */
  @Override
  public Tensor backward(Tensor dy) {
    Tensor dx = Tensor.zerosLike(x);
    float[] back = dx.data();
    float[] pixels = x.data();
    float[] w = weight.value().data();
    float[] dw = weight.grad().data();
    for (int n = 0; n < x.dim(0); n++) {
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < dy.dim(2); i++) {
          for (int j = 0; j < dy.dim(3); j++) {
            float g = dy.data()[dy.at(n, o, i, j)];
            bias.grad().data()[o] += g;
            int k = o * in * kernel * kernel;
            for (int c = 0; c < in; c++) {
              for (int u = 0; u < kernel; u++) {
                int at = x.at(n, c, i + u, j);
                for (int v = 0; v < kernel; v++) {
                  dw[k] += g * pixels[at + v];
                  back[at + v] += g * w[k++];
                }
              }
            }
          }
        }
      }
    }
    return dx;
  }
}
