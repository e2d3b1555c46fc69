package moments.fast;

import java.util.Arrays;
import moments.nn.Linear;
import moments.nn.Parameter;
import moments.parallel.Workers;
import moments.simd.IndexedProduct;
import moments.simd.Loops;
import moments.simd.Simd;

/**
 * A fully connected layer, {@code y = xWᵀ + b}, {@code dW += dyᵀx}, {@code dx = dy·W}, as products
 * of matrices.
 *
 * <p>On the way forward the lanes lie along the examples, in blocks of x that are turned for it; a
 * batch that would not fill a vector has them along the sum instead.
 */
final class LinearStep implements Step {
  /** Examples of a block: the whole vectors of a tile. */
  private static final int BLOCK = 64;

  /** Outputs of a task that reads or writes rows of W. */
  private static final int OUTPUTS = 24;

  /** About how many tasks share the examples of dx, each a tile at least. */
  private static final int INPUT_TASKS = 4;

  private final Loops loops = Simd.best();
  private final Wire in;
  private final Wire out;
  private final Parameter weight;
  private final Parameter bias;
  private final int examples;
  private final int inputs;
  private final int outputs;

  /** Examples in a block, and the number of blocks. */
  private final int width;

  private final int blocks;

  /** Examples in a task of dx. */
  private final int share;

  private final int parameterTasks;
  private final IndexedProduct output;
  private final IndexedProduct outputOfFew;
  private final IndexedProduct weightGradient;
  private final IndexedProduct inputGradient;

  /** Blocks of x, each [inputs, width]. */
  private final float[] turnedX;

  /** Blocks of y, each [outputs, width]. */
  private final float[] turnedY;

  private final Workers.Task forwardFew = this::forwardFew;
  private final Workers.Task turn = this::turnBlock;
  private final Workers.Task forward = this::forwardOutputs;
  private final Workers.Task backward = this::backwardTask;

  LinearStep(Linear linear, Wire in, Wire out) {
    this.in = in;
    this.out = out;
    weight = linear.parameters().get(0);
    bias = linear.parameters().get(1);
    examples = in.value.dim(0);
    inputs = in.value.dim(1);
    outputs = out.value.dim(1);
    width = Math.min(BLOCK, ConvShape.roundUp(examples, Loops.LANES));
    blocks = (examples - 1) / width + 1;
    share = Math.max(8, ConvShape.roundUp(examples / INPUT_TASKS, 8));
    parameterTasks = (outputs - 1) / OUTPUTS + 1;
    turnedX = new float[blocks * inputs * width];
    turnedY = new float[blocks * outputs * width];
    int[] xRows = IndexedProduct.every(inputs, examples);
    int[] yRows = IndexedProduct.every(outputs, examples);
    int[] weightRows = IndexedProduct.every(inputs, outputs);
    int[] outs = IndexedProduct.every(1, outputs);
    outputOfFew = IndexedProduct.dots(xRows, weightRows, yRows, inputs);
    output =
        IndexedProduct.outer(
            weightRows,
            IndexedProduct.every(1, inputs),
            IndexedProduct.every(width, inputs),
            IndexedProduct.every(width, outputs),
            width);
    weightGradient = IndexedProduct.outer(outs, yRows, xRows, weightRows, inputs);
    inputGradient = IndexedProduct.outer(yRows, outs, weightRows, xRows, inputs).overwriting();
  }

  @Override
  public boolean hasParameters() {
    return true;
  }

  @Override
  public void forward() {
    if (examples < Loops.LANES) {
      Workers.forEach(parameterTasks, OUTPUTS * inputs, forwardFew);
    } else {
      Workers.forEach(blocks, (long) inputs * width, turn);
      Workers.forEach(blocks * parameterTasks, OUTPUTS * inputs, forward);
    }
  }

  /** A task of some outputs of examples that would not fill the lanes. */
  private void forwardFew(int task) {
    float[] y = out.value.data();
    int from = task * OUTPUTS;
    int to = Math.min(from + OUTPUTS, outputs);
    for (int n = 0; n < examples; n++) {
      System.arraycopy(bias.value().data(), from, y, n * outputs + from, to - from);
    }
    loops.dots(outputOfFew, from, to, in.value.data(), weight.value().data(), y);
  }

  private void turnBlock(int block) {
    float[] x = in.value.data();
    int from = block * width;
    int count = Math.min(width, examples - from);
    for (int e = 0; e < count; e++) {
      int at = block * inputs * width + e;
      for (int i = (from + e) * inputs; i < (from + e + 1) * inputs; i++, at += width) {
        turnedX[at] = x[i];
      }
    }
  }

  /** A task of some outputs of one block. */
  private void forwardOutputs(int task) {
    float[] y = out.value.data();
    int block = task / parameterTasks;
    int from = task % parameterTasks * OUTPUTS;
    int to = Math.min(from + OUTPUTS, outputs);
    int rows = block * outputs * width;
    for (int o = from; o < to; o++) {
      int row = rows + o * width;
      Arrays.fill(turnedY, row, row + width, bias.value().data()[o]);
    }
    float[] w = weight.value().data();
    loops.outer(output, from, to, w, 0, turnedX, block * inputs * width, turnedY, rows);
    int first = block * width;
    int end = Math.min(first + width, examples);
    for (int n = first; n < end; n++) {
      for (int o = from; o < to; o++) {
        y[n * outputs + o] = turnedY[rows + o * width + n - first];
      }
    }
  }

  @Override
  public void backward(boolean toInput) {
    int inputTasks = toInput ? (examples - 1) / share + 1 : 0;
    Workers.forEach(parameterTasks + inputTasks, OUTPUTS * inputs, backward);
  }

  /** A task of dW and db or, after those, one of dx. */
  private void backwardTask(int task) {
    if (task < parameterTasks) {
      parametersOfOutputs(task);
    } else {
      inputsOfExamples(task - parameterTasks);
    }
  }

  private void parametersOfOutputs(int task) {
    float[] dy = out.grad.data();
    int from = task * OUTPUTS;
    int to = Math.min(from + OUTPUTS, outputs);
    float[] dw = weight.grad().data();
    loops.outer(weightGradient, from, to, dy, 0, in.value.data(), 0, dw, 0);
    for (int n = 0; n < examples; n++) {
      loops.add(to - from, dy, n * outputs + from, bias.grad().data(), from);
    }
  }

  private void inputsOfExamples(int task) {
    int from = task * share;
    int to = Math.min(from + share, examples);
    float[] w = weight.value().data();
    loops.outer(inputGradient, from, to, out.grad.data(), 0, w, 0, in.grad.data(), 0);
  }
}
