package moments.nn;

import java.util.Arrays;
import java.util.List;
import moments.kernel.Kernel;
import moments.kernel.Kernels;
import moments.kernel.Product;
import moments.kernel.Workers;
import moments.tensor.Tensor;

/** The fully connected layer {@code y = xWᵀ + b}: x [N, in], y [N, out], W [out, in], b [out]. */
public final class Linear implements Layer {
  /** Outputs of a task that reads or writes rows of W, and inputs of one that writes dx. */
  private static final int OUTPUTS = 24;

  private static final int INPUTS = 64;

  private final Kernel kernel = Kernels.best();
  private final int in;
  private final int out;

  /** The inputs that fill whole vectors; the rest is done one by one. */
  private final int vectorIn;

  private final Parameter weight;
  private final Parameter bias;
  private final Workers.Task forward = this::forwardOutputs;
  private final Workers.Task parameters = this::parametersOfOutputs;
  private final Workers.Task input = this::inputs;
  private Product output = Product.NONE;
  private Product weightGradient = Product.NONE;
  private Product inputGradient = Product.NONE;
  private Tensor x = Shapes.NONE;
  private Tensor y = Shapes.NONE;
  private Tensor dy = Shapes.NONE;
  private Tensor dx = Shapes.NONE;

  /** Starts with {@link Init#PYTORCH} from a fixed seed, the same for each layer. */
  public Linear(int in, int out) {
    if (in < 1 || out < 1) {
      throw new IllegalArgumentException(
          "Linear: expected in, out ≥ 1, got in %d, out %d".formatted(in, out));
    }
    this.in = in;
    this.out = out;
    vectorIn = in / kernel.lanes() * kernel.lanes();
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
    if (!x.sameShape(dx)) {
      prepare(x);
    }
    this.x = x;
    Workers.forEach((out - 1) / OUTPUTS + 1, OUTPUTS * in, forward);
    return y;
  }

  private void prepare(Tensor x) {
    if (x.rank() != 2 || x.dim(1) != in) {
      throw new IllegalArgumentException(
          "Linear.forward: expected x [N, %d], got %s".formatted(in, x.shapeText()));
    }
    Shapes.requireElements("Linear", x);
    int n = x.dim(0);
    y = Tensor.zeros(n, out);
    dx = Tensor.zerosLike(x);
    int[] xRows = Product.every(in, n);
    int[] yRows = Product.every(out, n);
    int[] weightRows = Product.every(in, out);
    int[] blocks = Product.every(kernel.lanes(), vectorIn / kernel.lanes());
    output = Product.dots(xRows, blocks, weightRows, blocks, yRows);
    weightGradient = Product.outer(Product.every(1, out), yRows, xRows, weightRows);
    inputGradient = Product.outer(yRows, Product.every(1, out), weightRows, xRows);
  }

  private void forwardOutputs(int task) {
    float[] xs = x.data();
    float[] ys = y.data();
    float[] w = weight.value().data();
    int from = task * OUTPUTS;
    int to = Math.min(from + OUTPUTS, out);
    for (int n = 0; n < x.dim(0); n++) {
      System.arraycopy(bias.value().data(), from, ys, n * out + from, to - from);
    }
    kernel.dots(output, from, to, xs, 0, w, 0, ys, 0);
    for (int n = 0; n < x.dim(0); n++) {
      for (int o = from; o < to; o++) {
        for (int i = vectorIn; i < in; i++) {
          ys[n * out + o] += xs[n * in + i] * w[o * in + i];
        }
      }
    }
  }

  /** {@code dx = dy·W, dW += dyᵀx, db += Σₙ dy}. */
  @Override
  public Tensor backward(Tensor dy) {
    backwardParameters(dy);
    Workers.forEach((in - 1) / INPUTS + 1, INPUTS * out, input);
    return dx;
  }

  @Override
  public void backwardParameters(Tensor dy) {
    Shapes.requireGradient("Linear", dy, y);
    this.dy = dy;
    Workers.forEach((out - 1) / OUTPUTS + 1, OUTPUTS * in, parameters);
    BiasGradient.add(dy, bias.grad().data());
  }

  private void parametersOfOutputs(int task) {
    float[] d = dy.data();
    float[] xs = x.data();
    float[] dw = weight.grad().data();
    int from = task * OUTPUTS;
    int to = Math.min(from + OUTPUTS, out);
    kernel.outer(weightGradient, from, to, vectorIn, d, 0, xs, 0, dw, 0);
    for (int o = from; o < to; o++) {
      for (int i = vectorIn; i < in; i++) {
        float sum = 0;
        for (int n = 0; n < x.dim(0); n++) {
          sum += d[n * out + o] * xs[n * in + i];
        }
        dw[o * in + i] += sum;
      }
    }
  }

  private void inputs(int task) {
    float[] d = dy.data();
    float[] w = weight.value().data();
    float[] dxs = dx.data();
    int from = task * INPUTS;
    int to = Math.max(from, Math.min(from + INPUTS, vectorIn));
    for (int n = 0; n < x.dim(0); n++) {
      Arrays.fill(dxs, n * in + from, n * in + to, 0);
    }
    kernel.outer(inputGradient, 0, x.dim(0), to - from, d, 0, w, from, dxs, from);
    for (int i = Math.max(from, vectorIn); i < Math.min(from + INPUTS, in); i++) {
      for (int n = 0; n < x.dim(0); n++) {
        float sum = 0;
        for (int o = 0; o < out; o++) {
          sum += d[n * out + o] * w[o * in + i];
        }
        dxs[n * in + i] = sum;
      }
    }
  }

  @Override
  public String toString() {
    return "Linear(%d, %d)".formatted(in, out);
  }
}
