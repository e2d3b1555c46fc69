import java.util.List;
import java.util.Random;
import moments.nn.Layer;
import moments.nn.Parameter;
import moments.tensor.Tensor;

/**
 * Task 2: a linear layer with ReLU behind it, its backward by you.
 *
 * <pre>
 * z[n, o] = b[o] + Σ W[o, i] · x[n, i]    over i
 * y[n, o] = max(z[n, o], 0)
 * </pre>
 *
 * <p>x [N, in], z and y [N, out], W [out, in], b [out].
 */
public final class LinearRelu implements Layer {
  private final int in;
  private final int out;
  private final Parameter weight;
  private final Parameter bias;

  /** Of the last {@link #forward}. */
  private Tensor x = NOTHING;

  /** Of the last {@link #forward}. */
  private Tensor y = NOTHING;

  /** Starts with random weights, and biases of 0. */
  public LinearRelu(int in, int out) {
    this.in = in;
    this.out = out;
    weight = new Parameter("weight", Tensor.zeros(out, in));
    bias = new Parameter("bias", Tensor.zeros(out));
    Random random = new Random(1);
    float[] w = weight.value().data();
    for (int k = 0; k < w.length; k++) {
      w[k] = (float) (random.nextGaussian() / Math.sqrt(in));
    }
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  @Override
  public Tensor forward(Tensor x) {
    this.x = x;
    y = Tensor.zeros(x.dim(0), out);
    for (int n = 0; n < y.dim(0); n++) {
      for (int o = 0; o < out; o++) {
        double z = bias.value().get(o);
        for (int i = 0; i < in; i++) {
          z += (double) weight.value().get(o, i) * x.get(n, i);
        }
        y.set(Math.max(z, 0), n, o);
      }
    }
    return y;
  }

  /**
   * Given dy = ∂L/∂y of the last {@link #forward}, returns dx = ∂L/∂x, and adds dW and db to what
   * {@code weight.grad()} and {@code bias.grad()} hold.
   *
   * <p>Of a tensor {@code t}, {@code t.get(n, o)} is an element, {@code t.add(a, n, o)} adds a to
   * it, {@code t.data()} is the array of all, and {@code Tensor.zerosLike(x)} is one of x's shape.
   */
  @Override
  public Tensor backward(Tensor dy) {
    Tensor dx = Tensor.zerosLike(x);
    for (int n = 0; n < y.dim(0); n++) {
      for (int o = 0; o < out; o++) {
        float g = dy.get(n, o);
        bias.grad().data()[o] += g;
        for (int i = 0; i < in; i++) {
          weight.grad().add(g * x.get(n, i), o, i);
          dx.add(g * weight.value().get(o, i), n, i);
        }
      }
    }
    return dx;
  }
}
