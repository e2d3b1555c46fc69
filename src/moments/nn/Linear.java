package moments.nn;

import java.util.List;
import moments.tensor.Tensor;

/** The fully connected layer {@code y = xWᵀ + b}: x [N, in], y [N, out], W [out, in], b [out]. */
public final class Linear implements Layer {
  private final int in;
  private final int out;
  private final Parameter weight;
  private final Parameter bias;
  private Tensor x = Shapes.NONE;
  private Tensor y = Shapes.NONE;
  private Tensor dx = Shapes.NONE;

  /** Starts with {@link Init#PYTORCH} from a fixed seed, the same for each layer. */
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

  @Override
  public Tensor forward(Tensor x) {
    if (Shapes.changed(this.x, x)) {
      if (x.rank() != 2 || x.dim(1) != in) {
        throw new IllegalArgumentException(
            "Linear.forward: expected x [N, %d], got %s".formatted(in, x.shapeText()));
      }
      Shapes.requireElements("Linear", x);
      y = Tensor.zeros(x.dim(0), out);
    }
    this.x = x;
    for (int n = 0; n < x.dim(0); n++) {
      for (int o = 0; o < out; o++) {
        float sum = bias.value().data()[o];
        for (int i = 0; i < in; i++) {
          sum += x.data()[n * in + i] * weight.value().data()[o * in + i];
        }
        y.data()[n * out + o] = sum;
      }
    }
    return y;
  }

  /** {@code dx = dy·W, dW += dyᵀx, db += Σₙ dy}. */
  @Override
  public Tensor backward(Tensor dy) {
    Shapes.requireGradient("Linear", dy, y);
    if (!dx.sameShape(x)) {
      dx = Tensor.zerosLike(x);
    }
    dx.fill(0);
    for (int n = 0; n < x.dim(0); n++) {
      for (int o = 0; o < out; o++) {
        float d = dy.data()[n * out + o];
        bias.grad().data()[o] += d;
        for (int i = 0; i < in; i++) {
          dx.data()[n * in + i] += d * weight.value().data()[o * in + i];
          weight.grad().data()[o * in + i] += d * x.data()[n * in + i];
        }
      }
    }
    return dx;
  }

  @Override
  public String toString() {
    return "Linear(%d, %d)".formatted(in, out);
  }
}
