package moments.nn;

import java.util.List;
import moments.tensor.Tensor;

/**
 * The fully connected layer: each output is a weighted sum of all inputs.
 *
 * <pre>
 * y[n, o] = b[o] + Σ W[o, i] · x[n, i]    over i
 * </pre>
 *
 * <p>With d… for ∂loss/∂… and {@code g = dy[n, o]}, each product W·x adds g·x to dW and g·W to dx:
 *
 * <pre>
 * dW[o, i] += g · x[n, i]
 * dx[n, i] += g · W[o, i]
 * db[o]    += g
 * </pre>
 *
 * <p>x [N, in], y [N, out], W [out, in], b [out]. As matrices: y = xWᵀ + b, dW += dyᵀx, dx = dy·W.
 */
public final class Linear implements Layer {
  private final int in;
  private final int out;
  private final Parameter weight;
  private final Parameter bias;
  private Tensor x = NOTHING;
  private Tensor y = NOTHING;

  /** For in, out ≥ 1; {@link Init#PYTORCH} from a fixed seed, so that equal sizes start equal. */
  public Linear(int in, int out) {
    if (in < 1 || out < 1) {
      throw new IllegalArgumentException(
          "Linear: expected in, out ≥ 1, got in %d, out %d".formatted(in, out));
    }
    this.in = in;
    this.out = out;
    weight = new Parameter("weight", Tensor.zeros(out, in));
    bias = new Parameter("bias", Tensor.zeros(out));
    Init.PYTORCH.apply(parameters(), Init.CONSTRUCTOR_SEED);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  /** The shape of y; throws a {@link ShapeException} if this layer cannot take {@code x}. */
  public int[] outputShape(Tensor x) {
    if (x.rank() != 2 || x.dim(1) != in) {
      throw new ShapeException(
          "Linear.forward", "expected x [N, %d], got %s".formatted(in, x.shapeText()));
    }
    ShapeException.requireElements("Linear", x);
    return new int[] {x.dim(0), out};
  }

  // @start region="forward"
  @Override
  public Tensor forward(Tensor x) {
    y = Tensor.zeros(outputShape(x));
    this.x = x;
    for (int n = 0; n < y.dim(0); n++) {
      for (int o = 0; o < out; o++) {
        double sum = bias.value().get(o);
        for (int i = 0; i < in; i++) {
          sum += (double) weight.value().get(o, i) * x.get(n, i);
        }
        y.set(sum, n, o);
      }
    }
    return y;
  }

  // @end

  // @start region="backward"
  @Override
  public Tensor backward(Tensor dy) {
    ShapeException.requireGradient("Linear", dy, y);
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

  // @end

  @Override
  public String toString() {
    return "Linear(%d, %d)".formatted(in, out);
  }
}
