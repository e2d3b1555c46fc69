package moments.nn;

import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;

import java.util.Arrays;
import moments.kernel.Kernel;
import moments.kernel.Kernels;
import moments.kernel.Window;
import moments.kernel.Workers;
import moments.tensor.Tensor;

/**
 * The largest element of each kernel² window: x [N, C, H, W], y [N, C, H', W'].
 *
 * <p>{@code H' = ⌊(H + 2·padding − kernel)/stride⌋ + 1}; the padding never wins. Of equal elements
 * the first, row by row, gets the gradient. A NaN makes its window NaN.
 */
public final class MaxPool2d implements ImageLayer {
  private final Kernel vectors = Kernels.best();
  private final int kernel;
  private final int stride;
  private final int padding;

  /** 2×2 windows side by side, common enough for a way of their own where channels come first. */
  private final boolean quads;

  private final Workers.Task forwardLast = this::forwardLast;
  private final Workers.Task backwardLast = this::backwardLast;
  private final Workers.Task forwardQuads = this::forwardQuads;
  private final Workers.Task backwardQuads = this::backwardQuads;
  private final Turn turnX = new Turn();
  private final Turn turnY = new Turn();
  private boolean innerLast;
  private Window[] windows = {};
  private Tensor x = Shapes.NONE;
  private Tensor innerY = Shapes.NONE;
  private Tensor y = Shapes.NONE;
  private Tensor dy = Shapes.NONE;
  private Tensor dx = Shapes.NONE;

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
    quads = kernel == 2 && stride == 2 && padding == 0;
  }

  @Override
  public boolean prefersChannelsLast(Tensor x, boolean last) {
    return last;
  }

  @Override
  public Tensor forward(Tensor x, boolean last) {
    boolean wasLast = innerLast;
    innerLast = last || !quads;
    if (x.rank() != 4) {
      throw new IllegalArgumentException(
          "MaxPool2d.forward: expected x [N, C, H, W], got " + x.shapeText());
    }
    Shapes.requireElements("MaxPool2d", x, last);
    Tensor inner = turnX.forward(x, last, innerLast);
    if (innerLast != wasLast || Shapes.changed(this.x, inner)) {
      Shapes.requireWindow("MaxPool2d", inner, innerLast, kernel, padding);
      int channels = Shapes.channels(inner, innerLast);
      int height = Shapes.height(inner, innerLast);
      int width = Shapes.width(inner, innerLast);
      int rows = Shapes.windows(height, kernel, stride, padding);
      int columns = Shapes.windows(width, kernel, stride, padding);
      innerY = Shapes.images(inner.dim(0), channels, rows, columns, innerLast);
      windows = windows(height, width, channels);
    }
    this.x = inner;
    Workers.forEach(inner.dim(0), innerLast ? forwardLast : forwardQuads);
    y = turnY.forward(innerY, innerLast, last);
    return y;
  }

  /** {@code dx[winner] += dy} for each window. */
  @Override
  public Tensor backward(Tensor dy) {
    Shapes.requireGradient("MaxPool2d", dy, y);
    if (!dx.sameShape(x)) {
      dx = Tensor.zerosLike(x);
    }
    this.dy = turnY.backward(dy);
    Workers.forEach(x.dim(0), innerLast ? backwardLast : backwardQuads);
    return turnX.backward(dx);
  }

  private void forwardLast(int n) {
    int image = n * (x.size() / x.dim(0));
    int at = n * (innerY.size() / innerY.dim(0));
    for (Window w : windows) {
      vectors.max(w, x.data(), image + w.corner(), innerY.data(), at);
      at += w.channels();
    }
  }

  private void backwardLast(int n) {
    int size = x.size() / x.dim(0);
    int image = n * size;
    int at = n * (innerY.size() / innerY.dim(0));
    Arrays.fill(dx.data(), image, image + size, 0);
    for (Window w : windows) {
      int corner = image + w.corner();
      vectors.maxGradient(w, x.data(), corner, innerY.data(), at, dy.data(), dx.data());
      at += w.channels();
    }
  }

  /** The windows on x with channels last, clipped at its borders. */
  private Window[] windows(int height, int width, int channels) {
    int rows = Shapes.windows(height, kernel, stride, padding);
    int columns = Shapes.windows(width, kernel, stride, padding);
    Window[] all = new Window[rows * columns];
    for (int i = 0; i < all.length; i++) {
      int top = i / columns * stride - padding;
      int left = i % columns * stride - padding;
      int first = Math.max(top, 0);
      int start = Math.max(left, 0);
      all[i] =
          new Window(
              (first * width + start) * channels,
              Math.min(top + kernel, height) - first,
              Math.min(left + kernel, width) - start,
              width * channels,
              channels);
    }
    return all;
  }

  /** The 2×2 windows side by side. */
  private void forwardQuads(int n) {
    float[] from = x.data();
    float[] to = innerY.data();
    int width = x.dim(3);
    int columns = innerY.dim(3);
    int rows = innerY.dim(1) * innerY.dim(2);
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
    float[] out = innerY.data();
    float[] from = dy.data();
    float[] to = dx.data();
    int width = x.dim(3);
    int columns = innerY.dim(3);
    int rows = innerY.dim(1) * innerY.dim(2);
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
    return (row / innerY.dim(2) * x.dim(2) + row % innerY.dim(2) * 2) * x.dim(3);
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
