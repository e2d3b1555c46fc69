package moments.nn;

import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;

import moments.tensor.Tensor;

/** The maxima of 2×2 windows side by side, x and y with channels first. */
final class Quads {
  private Quads() {}

  /** Writes plane {@code p} of y. */
  static void max(int p, Tensor x, Tensor y) {
    float[] from = x.data();
    float[] to = y.data();
    int width = x.dim(3);
    int columns = y.dim(3);
    for (int i = 0; i < y.dim(2); i++) {
      int k = (p * x.dim(2) + 2 * i) * width;
      int row = (p * y.dim(2) + i) * columns;
      for (int j = row; j < row + columns; j++, k += 2) {
        float upper = Math.max(from[k], from[k + 1]);
        to[j] = Math.max(upper, Math.max(from[k + width], from[k + width + 1]));
      }
    }
  }

  /**
   * Writes plane {@code p} of dx, but for the last row or column that no window covers.
   *
   * <p>Finds the winner again as the first element that equals y; masks in place of branches.
   */
  static void maxGradient(int p, Tensor x, Tensor y, Tensor dy, Tensor dx) {
    float[] in = x.data();
    float[] out = y.data();
    float[] from = dy.data();
    float[] to = dx.data();
    int width = x.dim(3);
    int columns = y.dim(3);
    for (int i = 0; i < y.dim(2); i++) {
      int k = (p * x.dim(2) + 2 * i) * width;
      int row = (p * y.dim(2) + i) * columns;
      for (int j = row; j < row + columns; j++, k += 2) {
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

  /** All bits 1 if a and b differ, else 0. */
  private static int differs(float a, float b) {
    int difference = floatToRawIntBits(a) ^ floatToRawIntBits(b);
    return (difference | -difference) >> 31;
  }
}
