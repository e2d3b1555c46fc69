package moments.simd;

import java.util.Arrays;

/** The kernels as plain loops: the definition, and the fallback where there is no Vector API. */
final class ScalarLoops implements Loops {
  @Override
  public void outer(
      IndexedProduct p, int from, int to, float[] a, int a0, float[] b, int b0, float[] c, int c0) {
    // HotSpot vectorises loops over whole arrays from 0: hence the copies. A sum takes 4 rows of B
    // at a time, as it is read and written for them but once.
    int taps = p.aTap().length;
    float[][] sums = new float[to - from][p.length()];
    float[][] rows = new float[4][p.length()];
    float[] x = new float[4];
    for (int k = 0; k < taps; k += 4) {
      for (int t = 0; t < 4; t++) {
        if (k + t < taps) {
          System.arraycopy(b, b0 + p.bRow()[k + t], rows[t], 0, p.length());
        } else {
          Arrays.fill(rows[t], 0);
        }
      }
      for (int i = from; i < to; i++) {
        for (int t = 0; t < 4; t++) {
          x[t] = k + t < taps ? a[a0 + p.aRow()[i] + p.aTap()[k + t]] : 0;
        }
        addProducts(x, rows, sums[i - from]);
      }
    }
    for (int i = from; i < to; i++) {
      float[] sum = sums[i - from];
      int at = c0 + p.cRow()[i];
      for (int j = 0; j < sum.length; j++) {
        c[at + j] = p.overwrites() ? sum[j] : c[at + j] + sum[j];
      }
    }
  }

  private static void addProducts(float[] x, float[][] y, float[] sum) {
    float x0 = x[0], x1 = x[1], x2 = x[2], x3 = x[3];
    float[] y0 = y[0], y1 = y[1], y2 = y[2], y3 = y[3];
    for (int j = 0; j < sum.length; j++) {
      sum[j] += x0 * y0[j] + x1 * y1[j] + x2 * y2[j] + x3 * y3[j];
    }
  }

  /** The product in columns from {@code first} on, for what is left of a row. */
  static void outerFrom(
      int first,
      IndexedProduct p,
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
  public void dots(IndexedProduct p, int from, int to, float[] a, float[] b, float[] c) {
    int whole = p.length() / 4 * 4;
    float[] x = new float[whole];
    float[] y = new float[whole];
    for (int j = from; j < to; j++) {
      int bj = p.bRow()[j];
      System.arraycopy(b, bj, y, 0, whole);
      for (int i = 0; i < p.aRow().length; i++) {
        int ai = p.aRow()[i];
        System.arraycopy(a, ai, x, 0, whole);
        for (int l = 0; l < x.length; l++) {
          x[l] *= y[l];
        }
        float sum = whole == 0 ? 0 : Loops.sum(x, 0, whole);
        c[p.cRow()[i] + j] += sum + dotFrom(whole, p.length(), a, ai, b, bj);
      }
    }
  }

  /** The products of two rows from {@code first} on. */
  static float dotFrom(int first, int length, float[] a, int ai, float[] b, int bj) {
    float sum = 0;
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
  public void winners(
      int n, int[] taps, int[] names, float[] x, int x0, float[] y, int y0, int[] won) {
    winnersFrom(0, n, taps, names, x, x0, y, y0, won);
  }

  static void winnersFrom(
      int first, int n, int[] taps, int[] names, float[] x, int x0, float[] y, int y0, int[] won) {
    for (int c = first; c < n; c++) {
      int t = 0;
      while (t < taps.length - 1 && Float.compare(x[x0 + taps[t] + c], y[y0 + c]) < 0) {
        t++;
      }
      won[y0 + c] = names[t];
    }
  }

  @Override
  public void rectifiedMax(int rows, int columns, int pitch, float[] x, int x0, float[] y, int y0) {
    int[] window = {0, 1, pitch, pitch + 1};
    for (int w = 0; w < rows * columns; w++) {
      maxFrom(0, 1, window, x, x0 + corner(w, columns, pitch), y, y0 + w);
      y[y0 + w] = Math.max(0, y[y0 + w]);
    }
  }

  @Override
  public void rectifiedWinners(
      int rows, int columns, int pitch, int scale, float[] x, int x0, int[] won, int won0) {
    int[] window = {1, pitch, pitch + 1};
    for (int w = 0; w < rows * columns; w++) {
      int corner = corner(w, columns, pitch), winner = corner;
      for (int tap : window) {
        // all bits 1 where x is larger, by arithmetic: a branch would often be mispredicted
        int larger = (positiveBits(x[x0 + winner]) - positiveBits(x[x0 + corner + tap])) >> 31;
        winner += (corner + tap - winner) & larger;
      }
      won[won0 + w] = winner * scale;
    }
  }

  /** The bits of a positive x, which are in the order of the numbers; else 0. */
  private static int positiveBits(float x) {
    return Math.max(Float.floatToRawIntBits(x), 0);
  }

  /** Where window w of those of 2 × 2 begins. */
  private static int corner(int w, int columns, int pitch) {
    return 2 * (w / columns * pitch + w % columns);
  }

  @Override
  public void wherePositive(int n, float[] y, float[] dy, float[] dx, int from) {
    wherePositiveFrom(from, from + n, y, dy, dx);
  }

  static void wherePositiveFrom(int from, int to, float[] y, float[] dy, float[] dx) {
    for (int i = from; i < to; i++) {
      dx[i] = y[i] > 0 ? dy[i] : 0;
    }
  }

  @Override
  public int largestMagnitude(float[] x, int from, int to) {
    return largestMagnitudeFrom(from, to, x);
  }

  static int largestMagnitudeFrom(int from, int to, float[] x) {
    int largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Float.floatToRawIntBits(x[i]) & Integer.MAX_VALUE);
    }
    return largest;
  }

  @Override
  public void gather(int n, float[] g, int[] at, int[] pieces, float[] x, float[] s, int s0) {
    for (int i = 0; i < pieces.length; i++) {
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < LANES; j++) {
          s[s0 + i * LANES + j] += g[k] * x[at[k] + pieces[i] + j];
        }
      }
    }
  }

  @Override
  public void scatter(
      int n, float[] g, int[] at, int[] pieces, float[] w, int w0, float[] x, int copy) {
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < pieces.length; i++) {
        for (int j = 0; j < LANES; j++) {
          x[k % 4 * copy + at[k] + pieces[i] + j] += g[k] * w[w0 + i * LANES + j];
        }
      }
    }
  }

  @Override
  public String toString() {
    return "scalar";
  }
}
