package moments.kernel;

import java.util.Arrays;

/** The kernels as plain loops: the definition, and the fallback where there is no Vector API. */
final class ScalarKernel implements Kernel {
  private final int lanes;

  ScalarKernel(int lanes) {
    this.lanes = lanes;
  }

  @Override
  public int lanes() {
    return lanes;
  }

  @Override
  public void outer(
      Product p, int from, int to, float[] a, int a0, float[] b, int b0, float[] c, int c0) {
    // HotSpot vectorises loops over whole arrays from 0: hence the buffers, a row of B for 4 sums.
    float[][] sums = new float[4][p.length()];
    float[] row = new float[p.length()];
    for (int i = from; i < to; i += 4) {
      int rows = Math.min(4, to - i);
      for (int r = 0; r < rows; r++) {
        Arrays.fill(sums[r], 0);
      }
      for (int k = 0; k < p.aTap().length; k++) {
        System.arraycopy(b, b0 + p.bRow()[k], row, 0, row.length);
        for (int r = 0; r < rows; r++) {
          addScaled(a[a0 + p.aRow()[i + r] + p.aTap()[k]], row, sums[r]);
        }
      }
      for (int r = 0; r < rows; r++) {
        int at = c0 + p.cRow()[i + r];
        for (int j = 0; j < row.length; j++) {
          c[at + j] = p.overwrites() ? sums[r][j] : c[at + j] + sums[r][j];
        }
      }
    }
  }

  private static void addScaled(float x, float[] row, float[] sum) {
    for (int j = 0; j < row.length; j++) {
      sum[j] += x * row[j];
    }
  }

  /** The product in columns from {@code first} on, for what is left of a row. */
  static void outerFrom(
      int first,
      Product p,
      int from,
      int to,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    for (int i = from; i < to; i++) {
      for (int j = first; j < p.length(); j++) {
        float sum = 0;
        for (int k = 0; k < p.aTap().length; k++) {
          sum += a[a0 + p.aRow()[i] + p.aTap()[k]] * b[b0 + p.bRow()[k] + j];
        }
        int at = c0 + p.cRow()[i] + j;
        c[at] = p.overwrites() ? sum : c[at] + sum;
      }
    }
  }

  @Override
  public void dots(Product p, int n, int from, int to, float[] a, float[] b, float[] c) {
    int whole = p.length() / 4 * 4;
    for (int i = 0; i < p.aRow().length; i++) {
      int ai = n * p.aStep() + p.aRow()[i];
      for (int j = from; j < to; j++) {
        int bj = n * p.bStep() + p.bRow()[j];
        int at = n * p.cStep() + p.cRow()[i] + j;
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int l = 0; l < whole; l += 4) {
          s0 += a[ai + l] * b[bj + l];
          s1 += a[ai + l + 1] * b[bj + l + 1];
          s2 += a[ai + l + 2] * b[bj + l + 2];
          s3 += a[ai + l + 3] * b[bj + l + 3];
        }
        c[at] = dotFrom(whole, p.length(), a, ai, b, bj, c[at] + ((s0 + s1) + (s2 + s3)));
      }
    }
  }

  /** {@code sum} and the products of two rows from {@code first} on. */
  static float dotFrom(int first, int length, float[] a, int ai, float[] b, int bj, float sum) {
    for (int l = first; l < length; l++) {
      sum += a[ai + l] * b[bj + l];
    }
    return sum;
  }

  @Override
  public void add(int n, float[] a, int a0, float[] c, int c0) {
    for (int j = 0; j < n; j++) {
      c[c0 + j] += a[a0 + j];
    }
  }

  @Override
  public void max(int n, int[] taps, float[] x, int x0, float[] y, int y0) {
    maxFrom(0, n, taps, x, x0, y, y0);
  }

  static void maxFrom(int first, int n, int[] taps, float[] x, int x0, float[] y, int y0) {
    for (int c = first; c < n; c++) {
      float max = Float.NEGATIVE_INFINITY;
      for (int tap : taps) {
        max = Math.max(max, x[x0 + tap + c]);
      }
      y[y0 + c] = max;
    }
  }

  @Override
  public void maxGradient(
      int n, int[] taps, float[] x, int x0, float[] y, float[] dy, int y0, float[] dx, int dx0) {
    maxGradientFrom(0, n, taps, x, x0, y, dy, y0, dx, dx0);
  }

  static void maxGradientFrom(
      int first,
      int n,
      int[] taps,
      float[] x,
      int x0,
      float[] y,
      float[] dy,
      int y0,
      float[] dx,
      int dx0) {
    for (int c = first; c < n; c++) {
      float left = dy[y0 + c];
      for (int tap : taps) {
        if (x[x0 + tap + c] == y[y0 + c]) {
          dx[dx0 + tap + c] += left;
          left = 0;
        }
      }
    }
  }

  @Override
  public void rectifiedMax(int rows, int pitch, float[] x, int x0, float[] y, int y0) {
    int[] window = {0, 1, pitch, pitch + 1};
    for (int w = 0; w < rows * pitch / 2; w++) {
      maxFrom(0, 1, window, x, x0 + corner(w, pitch), y, y0 + w);
      y[y0 + w] = Math.max(0, y[y0 + w]);
    }
  }

  /** Where window w of those of 2 × 2 begins. */
  private static int corner(int w, int pitch) {
    return 2 * (w + w / (pitch / 2) * (pitch / 2));
  }

  @Override
  public void rectifiedMaxGradient(
      int rows, int pitch, float[] x, int x0, float[] dy, int dy0, float[] dx, int dx0) {
    int[] window = {0, 1, pitch, pitch + 1};
    float[] max = new float[1];
    for (int w = 0; w < rows * pitch / 2; w++) {
      int corner = corner(w, pitch);
      maxFrom(0, 1, window, x, x0 + corner, max, 0);
      float left = max[0] > 0 ? dy[dy0 + w] : 0;
      for (int tap : window) {
        boolean won = x[x0 + corner + tap] == max[0];
        dx[dx0 + corner + tap] = won ? left : 0;
        left = won ? 0 : left;
      }
    }
  }
}
