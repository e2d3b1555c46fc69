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
      Product p,
      int from,
      int to,
      int columns,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    // HotSpot vectorises loops over whole arrays from 0, hence the two row buffers.
    float[] sum = new float[columns];
    float[] row = new float[columns];
    for (int i = from; i < to; i++) {
      Arrays.fill(sum, 0);
      for (int k = 0; k < p.aTap.length; k++) {
        float x = a[a0 + p.aRow[i] + p.aTap[k]];
        System.arraycopy(b, b0 + p.bTap[k], row, 0, columns);
        for (int j = 0; j < columns; j++) {
          sum[j] += x * row[j];
        }
      }
      int ci = c0 + p.cRow[i];
      for (int j = 0; j < columns; j++) {
        c[ci + j] += sum[j];
      }
    }
  }

  @Override
  public void dots(
      Product p, int from, int to, float[] a, int a0, float[] b, int b0, float[] c, int c0) {
    float[] lane = new float[lanes];
    for (int i = 0; i < p.rows(); i++) {
      for (int j = from; j < to; j++) {
        Arrays.fill(lane, 0);
        for (int k = 0; k < p.aTap.length; k++) {
          int ak = a0 + p.aRow[i] + p.aTap[k];
          int bk = b0 + p.bRow[j] + p.bTap[k];
          for (int l = 0; l < lanes; l++) {
            lane[l] += a[ak + l] * b[bk + l];
          }
        }
        c[c0 + p.cRow[i] + j] += Sums.sum(lane, 0, lanes);
      }
    }
  }

  @Override
  public void add(int n, float[] a, int a0, float[] c, int c0) {
    for (int j = 0; j < n; j++) {
      c[c0 + j] += a[a0 + j];
    }
  }

  @Override
  public void max(Window w, float[] x, int x0, float[] y, int y0) {
    max(0, w, x, x0, y, y0);
  }

  static void max(int from, Window w, float[] x, int x0, float[] y, int y0) {
    for (int c = from; c < w.channels(); c++) {
      float max = Float.NEGATIVE_INFINITY;
      for (int u = 0; u < w.rows(); u++) {
        for (int v = 0; v < w.columns(); v++) {
          max = Math.max(max, x[x0 + u * w.pitch() + v * w.channels() + c]);
        }
      }
      y[y0 + c] = max;
    }
  }

  @Override
  public void maxGradient(Window w, float[] x, int x0, float[] y, int y0, float[] dy, float[] dx) {
    maxGradient(0, w, x, x0, y, y0, dy, dx);
  }

  static void maxGradient(
      int from, Window w, float[] x, int x0, float[] y, int y0, float[] dy, float[] dx) {
    for (int c = from; c < w.channels(); c++) {
      float left = dy[y0 + c];
      for (int u = 0; u < w.rows(); u++) {
        for (int v = 0; v < w.columns(); v++) {
          int at = x0 + u * w.pitch() + v * w.channels() + c;
          if (x[at] == y[y0 + c]) {
            dx[at] += left;
            left = 0;
          }
        }
      }
    }
  }
}
