package moments.nn;

import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;

import moments.tensor.Tensor;

/** The maxima of 2×2 windows side by side, x and y with channels first. */
final class Quads {
  private Quads() {}

  /** Writes image {@code n} of y. */
  static void max(int n, Tensor x, Tensor y) {
    float[] from = x.data();
    float[] to = y.data();
    int width = x.dim(3);
    int columns = y.dim(3);
    int rows = y.dim(1) * y.dim(2);
    for (int row = n * rows; row < (n + 1) * rows; row++) {
      int k = top(row, x, y);
      for (int j = row * columns; j < (row + 1) * columns; j++, k += 2) {
        float upper = Math.max(from[k], from[k + 1]);
        to[j] = Math.max(upper, Math.max(from[k + width], from[k + width + 1]));
      }
    }
  }

  /**
   * Writes image {@code n} of dx, but for the last row or column that no window covers.
   *
   * <p>Finds the winner again as the first element that equals y; masks in place of branches.
   */
  static void maxGradient(int n, Tensor x, Tensor y, Tensor dy, Tensor dx) {
    float[] in = x.data();
    float[] out = y.data();
    float[] from = dy.data();
    float[] to = dx.data();
    int width = x.dim(3);
    int columns = y.dim(3);
    int rows = y.dim(1) * y.dim(2);
    for (int row = n * rows; row < (n + 1) * rows; row++) {
      int k = top(row, x, y);
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
  private static int top(int row, Tensor x, Tensor y) {
    return (row / y.dim(2) * x.dim(2) + row % y.dim(2) * 2) * x.dim(3);
  }

  /** All bits 1 if a and b differ, else 0. */
  private static int differs(float a, float b) {
    int difference = floatToRawIntBits(a) ^ floatToRawIntBits(b);
    return (difference | -difference) >> 31;
  }
}
