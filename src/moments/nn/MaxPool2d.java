package moments.nn;

import java.util.Arrays;
import java.util.stream.IntStream;
import moments.parallel.Workers;
import moments.simd.Loops;
import moments.simd.Simd;
import moments.tensor.Tensor;

/**
 * The largest element of each kernel² window: x [N, C, H, W], y [N, C, H', W'].
 *
 * <p>{@code H' = ⌊(H + 2·padding − kernel)/stride⌋ + 1}; the padding never wins. Of equal elements
 * the first, row by row, gets the gradient. A NaN makes its window NaN.
 */
public final class MaxPool2d implements ImageLayer {
  private final Loops vectors = Simd.best();
  private final int kernel;
  private final int stride;
  private final int padding;

  private final Workers.Task forward = this::forwardPlane;
  private final Workers.Task backward = this::backwardPlane;
  private boolean last;

  /** Images if channels come last, else channels of images: what a task works on. */
  private int planes;

  /** Where the elements of each window lie in a plane. */
  private int[][] windows = {};

  /** Which element of its window each y was. */
  private int[] winners = {};

  private Tensor x = Shapes.NONE;
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
  }

  /** Whether windows are 2×2 and side by side. */
  boolean isOfQuads() {
    return kernel == 2 && stride == 2 && padding == 0;
  }

  @Override
  public boolean prefersChannelsLast(Tensor x, boolean last) {
    return true;
  }

  @Override
  public Tensor forward(Tensor x, boolean last) {
    if (this.last != last || Shapes.changed(this.x, x)) {
      prepare(x, last);
    }
    this.x = x;
    Workers.forEach(planes, forward);
    return y;
  }

  /** Checks x and lists the windows of one image. */
  private void prepare(Tensor x, boolean last) {
    if (x.rank() != 4) {
      throw new IllegalArgumentException(
          "MaxPool2d.forward: expected x [N, C, H, W], got " + x.shapeText());
    }
    Shapes.requireWindow("MaxPool2d", x, kernel, padding);
    y = Tensor.zeros(x.dim(0), x.dim(1), outputs(x.dim(2)), outputs(x.dim(3)));
    dx = Tensor.zerosLike(x);
    winners = new int[y.size()];
    this.last = last;
    planes = x.dim(0) * x.dim(1) / channels();
    windows = windows(x.dim(2), x.dim(3), channels());
  }

  /** The number of windows along an axis of an image. */
  int outputs(int size) {
    return Shapes.windows(size, kernel, stride, padding);
  }

  /** Where the elements of each window lie, with pixels {@code pitch} apart; clipped at borders. */
  int[][] windows(int height, int width, int pitch) {
    int columns = outputs(width);
    int[][] all = new int[outputs(height) * columns][];
    for (int i = 0; i < all.length; i++) {
      int top = i / columns * stride - padding;
      int left = i % columns * stride - padding;
      all[i] =
          IntStream.range(0, kernel * kernel)
              .filter(t -> in(top + t / kernel, height) && in(left + t % kernel, width))
              .map(t -> ((top + t / kernel) * width + left + t % kernel) * pitch)
              .toArray();
    }
    return all;
  }

  private static boolean in(int i, int size) {
    return i >= 0 && i < size;
  }

  /** Floats of a pixel that lie side by side. */
  private int channels() {
    return last ? y.dim(1) : 1;
  }

  /** {@code dx[winner] += dy} for each window. */
  @Override
  public Tensor backward(Tensor dy) {
    Shapes.requireGradient("MaxPool2d", dy, y);
    this.dy = dy;
    Workers.forEach(planes, backward);
    return dx;
  }

  private void forwardPlane(int p) {
    int x0 = p * (x.size() / planes);
    int y0 = p * (y.size() / planes);
    for (int[] window : windows) {
      vectors.max(channels(), window, x.data(), x0, y.data(), y0);
      y0 += channels();
    }
  }

  private void backwardPlane(int p) {
    int x0 = p * (x.size() / planes);
    int y0 = p * (y.size() / planes);
    Arrays.fill(dx.data(), x0, x0 + x.size() / planes, 0);
    for (int[] window : windows) {
      vectors.winners(channels(), window, window, x.data(), x0, y.data(), y0, winners);
      for (int c = 0; c < channels(); c++) {
        dx.data()[x0 + winners[y0 + c] + c] += dy.data()[y0 + c];
      }
      y0 += channels();
    }
  }

  @Override
  public String toString() {
    return "MaxPool2d(kernel %d, stride %d, padding %d)".formatted(kernel, stride, padding);
  }
}
