package moments.nn;

import java.util.Arrays;
import moments.kernel.Workers;
import moments.tensor.Tensor;

/**
 * The largest element of each kernel² window: x [N, C, H, W], y [N, C, H', W'].
 *
 * <p>{@code H' = ⌊(H + 2·padding − kernel)/stride⌋ + 1}; the padding never wins. Of equal elements
 * the first, row by row, gets the gradient. A NaN in the window wins.
 */
public final class MaxPool2d implements Layer {
  private final int kernel;
  private final int stride;
  private final int padding;
  private final Workers.Task forward = this::forwardImage;
  private final Workers.Task backward = this::backwardImage;
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

  private static int winner(float[] x, int firstRow, int endRow, int width, int first, int end) {
    int winner = firstRow + first;
    for (int row = firstRow; row < endRow; row += width) {
      for (int k = row + first; k < row + end; k++) {
        if (x[k] > x[winner] || Float.isNaN(x[k])) {
          winner = k;
        }
      }
    }
    return winner;
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

  @Override
  public String toString() {
    return "MaxPool2d(kernel %d, stride %d, padding %d)".formatted(kernel, stride, padding);
  }
}
