package moments.nn;

import moments.tensor.Tensor;

/**
 * Max pooling: the largest element of each window.
 *
 * <pre>
 * y[n, c, i, j] = max x[n, c, r, s]    over the window (i, j)
 * dx[n, c, r, s] += dy[n, c, i, j]     where x[n, c, r, s] is the element that won
 * </pre>
 *
 * <p>x [N, C, H, W]; the window (i, j) holds the rows r from {@code i·stride − padding} and the
 * columns s from {@code j·stride − padding}, {@code kernel} of each, without those outside the
 * image; y [N, C, H', W'] with {@code H' = ⌊(H + 2·padding − kernel)/stride⌋ + 1} and W' alike. Of
 * equal elements the first, row by row, wins. A NaN counts as larger than all else, and 0 as larger
 * than −0, as in {@link Float#compare}.
 */
public final class MaxPool2d implements Layer {
  private final Window window;
  private Tensor x = NOTHING;
  private Tensor y = NOTHING;

  /** Where in {@code x.data()} the element lies that became each element of {@code y.data()}. */
  private int[] winners = {};

  /** Windows side by side: stride = kernel, no padding. */
  public MaxPool2d(int kernel) {
    this(kernel, kernel, 0);
  }

  /** Windows of kernel × kernel, {@code stride} apart; 0 ≤ padding ≤ kernel/2. */
  public MaxPool2d(int kernel, int stride, int padding) {
    if (kernel < 1 || stride < 1 || padding < 0 || padding > kernel / 2) {
      throw new IllegalArgumentException(
          ("MaxPool2d: expected kernel, stride ≥ 1 and 0 ≤ padding ≤ kernel/2,"
                  + " got kernel %d, stride %d, padding %d")
              .formatted(kernel, stride, padding));
    }
    window = new Window(kernel, stride, padding);
  }

  /** The window that slides over the images. */
  public Window window() {
    return window;
  }

  /** The shape of y; throws a {@link ShapeException} if this layer cannot take {@code x}. */
  public int[] outputShape(Tensor x) {
    if (x.rank() != 4) {
      throw new ShapeException(
          "MaxPool2d.forward", "expected x [N, C, H, W], got " + x.shapeText());
    }
    return window.outputShape("MaxPool2d", x, x.dim(1));
  }

  // @start region="forward"
  @Override
  public Tensor forward(Tensor x) {
    y = Tensor.zeros(outputShape(x));
    this.x = x;
    winners = new int[y.size()];
    for (int n = 0; n < y.dim(0); n++) {
      for (int c = 0; c < y.dim(1); c++) {
        for (int i = 0; i < y.dim(2); i++) {
          for (int j = 0; j < y.dim(3); j++) {
            int winner = winner(n, c, i, j);
            winners[y.at(n, c, i, j)] = winner;
            y.set(x.data()[winner], n, c, i, j);
          }
        }
      }
    }
    return y;
  }

  /** Where in x the largest element of the window (i, j) lies. */
  private int winner(int n, int c, int i, int j) {
    int top = i * window.stride() - window.padding();
    int left = j * window.stride() - window.padding();
    int bottom = Math.min(top + window.kernel(), x.dim(2));
    int right = Math.min(left + window.kernel(), x.dim(3));
    int winner = x.at(n, c, Math.max(top, 0), Math.max(left, 0));
    for (int r = Math.max(top, 0); r < bottom; r++) {
      for (int s = Math.max(left, 0); s < right; s++) {
        if (Float.compare(x.get(n, c, r, s), x.data()[winner]) > 0) {
          winner = x.at(n, c, r, s);
        }
      }
    }
    return winner;
  }

  // @end

  // @start region="backward"
  @Override
  public Tensor backward(Tensor dy) {
    ShapeException.requireGradient("MaxPool2d", dy, y);
    Tensor dx = Tensor.zerosLike(x);
    for (int k = 0; k < winners.length; k++) {
      dx.data()[winners[k]] += dy.data()[k];
    }
    return dx;
  }

  // @end

  @Override
  public String toString() {
    return "MaxPool2d(%s)".formatted(window);
  }
}
