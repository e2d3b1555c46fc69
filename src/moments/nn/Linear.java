package moments.nn;

import java.util.Arrays;
import java.util.List;
import moments.parallel.Workers;
import moments.simd.IndexedProduct;
import moments.simd.Loops;
import moments.simd.Simd;
import moments.tensor.Tensor;

/** The fully connected layer {@code y = xWᵀ + b}: x [N, in], y [N, out], W [out, in], b [out]. */
public final class Linear implements Layer {
  /** Examples of a block: the whole vectors of a tile. */
  private static final int BLOCK = 64;

  /** Outputs of a task that reads or writes rows of W. */
  private static final int OUTPUTS = 24;

  /** Into how many tasks the examples are split, each of a tile at least. */
  private static final int INPUT_TASKS = 4;

  private final Loops kernel = Simd.best();
  private final int in;
  private final int out;
  private final int parameterTasks;
  private final Parameter weight;
  private final Parameter bias;
  private final Workers.Task forwardFew = this::forwardFew;
  private final Workers.Task turn = this::turnBlock;
  private final Workers.Task forward = this::forwardOutputs;
  private final Workers.Task backward = this::backwardTask;
  private IndexedProduct output = IndexedProduct.NONE;
  private IndexedProduct outputOfFew = IndexedProduct.NONE;
  private IndexedProduct weightGradient = IndexedProduct.NONE;
  private IndexedProduct inputGradient = IndexedProduct.NONE;
  private int examples = 1;
  private int width = 1;

  /** Blocks of x, each [in, width], as lanes are along the examples. */
  private float[] turned = {};

  /** Blocks of y, each [out, width]. */
  private float[] outputs = {};

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
    parameterTasks = (out - 1) / OUTPUTS + 1;
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
    if (x.dim(0) < kernel.lanes()) {
      Workers.forEach(parameterTasks, OUTPUTS * in, forwardFew);
    } else {
      Workers.forEach(blocks(), (long) in * width, turn);
      Workers.forEach(blocks() * parameterTasks, OUTPUTS * in, forward);
    }
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
    int[] xRows = IndexedProduct.every(in, n);
    int[] yRows = IndexedProduct.every(out, n);
    int[] weightRows = IndexedProduct.every(in, out);
    int[] outs = IndexedProduct.every(1, out);
    outputOfFew = IndexedProduct.dots(xRows, weightRows, yRows, in);
    width = Math.min(BLOCK, ConvShape.roundUp(n, kernel.lanes()));
    turned = new float[blocks() * in * width];
    outputs = new float[blocks() * out * width];
    int[] inputRows = IndexedProduct.every(width, in);
    output =
        IndexedProduct.outer(
            weightRows,
            IndexedProduct.every(1, in),
            inputRows,
            IndexedProduct.every(width, out),
            width);
    weightGradient = IndexedProduct.outer(outs, yRows, xRows, weightRows, in);
    inputGradient = IndexedProduct.outer(yRows, outs, weightRows, xRows, in).overwriting();
    examples = Math.max(8, ConvShape.roundUp(n / INPUT_TASKS, 8));
  }

  /** A task of some outputs of examples that would not fill the lanes. */
  private void forwardFew(int task) {
    int from = task * OUTPUTS;
    int to = Math.min(from + OUTPUTS, out);
    for (int n = 0; n < x.dim(0); n++) {
      System.arraycopy(bias.value().data(), from, y.data(), n * out + from, to - from);
    }
    kernel.dots(outputOfFew, from, to, x.data(), weight.value().data(), y.data());
  }

  private int blocks() {
    return (y.dim(0) - 1) / width + 1;
  }

  private void turnBlock(int block) {
    int from = block * width;
    int count = Math.min(width, x.dim(0) - from);
    for (int e = 0; e < count; e++) {
      int at = block * in * width + e;
      for (int i = (from + e) * in; i < (from + e + 1) * in; i++, at += width) {
        turned[at] = x.data()[i];
      }
    }
  }

  /** A task of some outputs of one block. */
  private void forwardOutputs(int task) {
    int block = task / parameterTasks;
    int from = task % parameterTasks * OUTPUTS;
    int to = Math.min(from + OUTPUTS, out);
    int rows = block * out * width;
    for (int o = from; o < to; o++) {
      int row = rows + o * width;
      Arrays.fill(outputs, row, row + width, bias.value().data()[o]);
    }
    float[] w = weight.value().data();
    kernel.outer(output, from, to, w, 0, turned, block * in * width, outputs, rows);
    int first = block * width;
    int end = Math.min(first + width, y.dim(0));
    for (int n = first; n < end; n++) {
      for (int o = from; o < to; o++) {
        y.data()[n * out + o] = outputs[rows + o * width + n - first];
      }
    }
  }

  /** {@code dx = dy·W, dW += dyᵀx, db += Σₙ dy}. */
  @Override
  public Tensor backward(Tensor dy) {
    backward(dy, (dx.dim(0) - 1) / examples + 1);
    return dx;
  }

  @Override
  public void backwardParameters(Tensor dy) {
    backward(dy, 0);
  }

  private void backward(Tensor dy, int inputTasks) {
    Shapes.requireGradient("Linear", dy, y);
    this.dy = dy;
    Workers.forEach(parameterTasks + inputTasks, OUTPUTS * in, backward);
  }

  /** A task of dW and db or, after those, one of dx. */
  private void backwardTask(int task) {
    if (task >= parameterTasks) {
      inputsOfExamples(task - parameterTasks);
      return;
    }
    int from = task * OUTPUTS;
    int to = Math.min(from + OUTPUTS, out);
    float[] dw = weight.grad().data();
    kernel.outer(weightGradient, from, to, dy.data(), 0, x.data(), 0, dw, 0);
    for (int n = 0; n < dy.dim(0); n++) {
      kernel.add(to - from, dy.data(), n * out + from, bias.grad().data(), from);
    }
  }

  private void inputsOfExamples(int task) {
    int from = task * examples;
    int to = Math.min(from + examples, dx.dim(0));
    float[] w = weight.value().data();
    kernel.outer(inputGradient, from, to, dy.data(), 0, w, 0, dx.data(), 0);
  }

  @Override
  public String toString() {
    return "Linear(%d, %d)".formatted(in, out);
  }
}
