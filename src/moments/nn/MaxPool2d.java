package moments.nn;

import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;

import java.util.Arrays;
import moments.kernel.Workers;
import moments.tensor.Tensor;

/**
 * The largest element of each kernel² window: x [N, C, H, W], y [N, C, H', W'].
 *
 * <p>{@code H' = ⌊(H + 2·padding − kernel)/stride⌋ + 1}; the padding never wins. Of equal elements
 * the first, row by row, gets the gradient. A NaN makes its window NaN.
 */
public final class MaxPool2d implements Layer {
  private final int kernel;
  private final int stride;
  private final int padding;
  private final Workers.Task forward;
  private final Workers.Task backward;
  private Tensor x = Shapes.NONE;
  private Tensor y = Shapes.NONE;
  private Tensor dy = Shapes.NONE;
  private Tensor dx = Shapes.NONE;
  private int[] winner = {};

  /** Windows side by side: stride = kernel, no padding. */
  public MaxPool2d(int kernel) {
    this(kernel, kernel, 0);
  }

  /** Windows of kernel², {@code stride} apart; 0 ≤ padding ≤ kernel/2. */
  public MaxPool2d(int kernel, int stride, int padding) {
    if (kernel < 1 || stride < 1 || padding < 0 || padding > kernel / 2) {
      throw new IllegalArgumentException(
          ("MaxPool2d: expected kernel, stride ≥ 1 and 0 ≤ padding ≤ kernel/2,"
                  + " got kernel %d, stride %d, padding %d")
              .formatted(kernel, stride, padding));
    }
    this.kernel = kernel;
    this.stride = stride;
    this.padding = padding;
    boolean quads = kernel == 2 && stride == 2 && padding == 0;
    forward = quads ? this::forwardQuads : this::forwardImage;
    backward = quads ? this::backwardQuads : this::backwardImage;
  }

  @Override
  public Tensor forward(Tensor x) {
    if (Shapes.changed(this.x, x)) {
      if (x.rank() != 4) {
        throw new IllegalArgumentException(
            "MaxPool2d.forward: expected x [N, C, H, W], got " + x.shapeText());
      }
      Shapes.requireWindow("MaxPool2d", x, kernel, padding);
      y =
          Tensor.zeros(
              x.dim(0),
              x.dim(1),
              Shapes.windows(x.dim(2), kernel, stride, padding),
              Shapes.windows(x.dim(3), kernel, stride, padding));
      winner = new int[y.size()];
    }
    this.x = x;
    Workers.forEach(x.dim(0), forward);
    return y;
  }

  /** {@code dx[winner] += dy} for each window. */
  @Override
  public Tensor backward(Tensor dy) {
    Shapes.requireGradient("MaxPool2d", dy, y);
    if (!dx.sameShape(x)) {
      dx = Tensor.zerosLike(x);
    }
    this.dy = dy;
    Workers.forEach(x.dim(0), backward);
    return dx;
  }

  private void forwardImage(int n) {
    int height = x.dim(2);
    int width = x.dim(3);
    int at = n * (y.size() / y.dim(0));
    for (int c = 0; c < x.dim(1); c++) {
      int plane = (n * x.dim(1) + c) * height * width;
      for (int i = 0; i < y.dim(2); i++) {
        int top = i * stride - padding;
        int firstRow = plane + Math.max(top, 0) * width;
        int endRow = plane + Math.min(top + kernel, height) * width;
        for (int j = 0; j < y.dim(3); j++) {
          int left = j * stride - padding;
          int first = Math.max(left, 0);
          int end = Math.min(left + kernel, width);
          winner[at] = winner(x.data(), firstRow, endRow, width, first, end);
          y.data()[at] = x.data()[winner[at]];
          at++;
        }
      }
    }
  }

  /**
   * The position of the first maximum among columns first … end−1 of the rows that start at
   * firstRow … endRow−1.
   *
   * <p>Value and position go into one number, whose maximum needs no branch to be mispredicted.
   */
  private static int winner(float[] x, int firstRow, int endRow, int width, int first, int end) {
    long best = Long.MIN_VALUE;
    for (int row = firstRow; row < endRow; row += width) {
      for (int k = row + first; k < row + end; k++) {
        best = Math.max(best, ((long) ordered(x[k]) << 32) | (~k & 0xFFFFFFFFL));
      }
    }
    return ~(int) best;
  }

  /** An integer that orders like {@code value}: −0 below 0, NaN above infinity. */
  private static int ordered(float value) {
    int bits = Float.floatToIntBits(value);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  private void backwardImage(int n) {
    float[] to = dx.data();
    float[] from = dy.data();
    int image = to.length / dx.dim(0);
    Arrays.fill(to, n * image, (n + 1) * image, 0);
    int windows = from.length / dy.dim(0);
    for (int at = n * windows; at < (n + 1) * windows; at++) {
      to[winner[at]] += from[at];
    }
  }

  /** The 2×2 windows side by side. */
  private void forwardQuads(int n) {
    float[] from = x.data();
    float[] to = y.data();
    int width = x.dim(3);
    int columns = y.dim(3);
    int rows = y.dim(1) * y.dim(2);
    for (int row = n * rows; row < (n + 1) * rows; row++) {
      int k = top(row);
      for (int j = row * columns; j < (row + 1) * columns; j++, k += 2) {
        float upper = Math.max(from[k], from[k + 1]);
        to[j] = Math.max(upper, Math.max(from[k + width], from[k + width + 1]));
      }
    }
  }

  /** Finds the winner again as the first element that equals y; masks in place of branches. */
  private void backwardQuads(int n) {
    float[] in = x.data();
    float[] out = y.data();
    float[] from = dy.data();
    float[] to = dx.data();
    int width = x.dim(3);
    int columns = y.dim(3);
    int rows = y.dim(1) * y.dim(2);
    for (int row = n * rows; row < (n + 1) * rows; row++) {
      int k = top(row);
      for (int j = row * columns; j < (row + 1) * columns; j++, k += 2) {
        int rest = floatToRawIntBits(from[j]);
        int not = differs(in[k], out[j]);
        to[k] = intBitsToFloat(rest & ~not);
        rest &= not;
        not = differs(in[k + 1], out[j]);
        to[k + 1] = intBitsToFloat(rest & ~not);
        rest &= not;
        not = differs(in[k + width], out[j]);
        to[k + width] = intBitsToFloat(rest & ~not);
        to[k + width + 1] = intBitsToFloat(rest & not);
      }
    }
  }

  /** Where the windows of a row of y begin in x; rows are counted through all images. */
  private int top(int row) {
    return (row / y.dim(2) * x.dim(2) + row % y.dim(2) * 2) * x.dim(3);
  }

  /** All bits 1 if a and b differ, else 0. */
  private static int differs(float a, float b) {
    int difference = floatToRawIntBits(a) ^ floatToRawIntBits(b);
    return (difference | -difference) >> 31;
  }

  @Override
  public String toString() {
    return "MaxPool2d(kernel %d, stride %d, padding %d)".formatted(kernel, stride, padding);
  }
}
