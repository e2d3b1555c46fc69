package moments.nn;

import moments.kernel.Kernel;
import moments.kernel.Kernels;
import moments.tensor.Tensor;

/** Outputs through ReLU and pooling of 2 × 2, channels first: no tensor for what is in between. */
final class PooledOutlet extends Outlet {
  private final Kernel kernel = Kernels.best();
  private final ConvShape s;
  private final int rows;
  private final int columns;
  private final int pitch;
  private final Spaced pooled;

  PooledOutlet(ConvShape s) {
    super(s, s.rows() / 2 * (s.columns() / 2), false, true);
    this.s = s;
    rows = s.rows() / 2;
    columns = s.columns() / 2;
    pitch = s.paddedWidth();
    int half = pitch / 2;
    int plane = (rows + 1) * half; // with a row of zeros for the last vector of the last row
    pooled = new Spaced(s.parts(), s.out(), rows, columns, half, plane, 0, kernel.lanes());
  }

  @Override
  void take(int part, Spaced wide, Tensor y, int n) {
    for (int c = 0; c < s.out(); c++) {
      int from = wide.start(part, c);
      kernel.rectifiedMax(rows, pitch, wide.data(), from, pooled.data(), pooled.start(part, c));
    }
    pooled.take(part, y, n);
    if (winners.length > 0) {
      for (int c = 0; c < s.out(); c++) {
        find(wide.data(), wide.start(part, c), y.data(), (n * s.out() + c) * rows * columns);
      }
    }
  }

  /** Finds the winners of one channel, of equal ones the first. */
  private void find(float[] x, int x0, float[] y, int at) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++, at++) {
        int corner = 2 * (i * pitch + j);
        int q = x0 + corner;
        float max = y[at];
        int later = pitch + (1 & less(x[q + pitch], max)) - 1;
        int winner = less(x[q], max) & 1 + (less(x[q + 1], max) & later);
        winners[at] = (corner + winner) * s.in();
      }
    }
  }

  /** All bits 1 where a &lt; b, by arithmetic, as a branch would be mispredicted. */
  private static int less(float a, float b) {
    return Float.floatToRawIntBits(a - b) >> 31;
  }
}
