package moments.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels with the Vector API.
 *
 * <p>A tile of outputs stays in registers while the sum runs over k: each number of A is broadcast
 * once and meets all vectors of the tile. With 512-bit vectors and 32 registers a tile is 6 rows ×
 * 4 vectors (24 sums, 4 of B, 1 of A); with fewer registers 8 rows × 1 vector. What is left over is
 * done row by row.
 */
final class VectorKernel implements Kernel {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final boolean WIDE = L >= 16;

  /** Taps at a time: four vectors of B for each of them stay in the second cache. */
  private static final int TAPS = 512;

  private final ThreadLocal<float[]> lanesOfSums = ThreadLocal.withInitial(() -> new float[16 * L]);

  @Override
  public int lanes() {
    return L;
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
    for (int k = 0; k < p.aTap.length; k += TAPS) {
      int end = Math.min(k + TAPS, p.aTap.length);
      int j = 0;
      if (WIDE) {
        for (; j + 4 * L <= columns; j += 4 * L) {
          for (int i = from; i < to; i += 6) {
            tile6x4(p, i, to - 1, k, end, a, a0, b, b0 + j, c, c0 + j);
          }
        }
      }
      for (; j < columns; j += L) {
        for (int i = from; i < to; i += 8) {
          tile8x1(p, i, to - 1, k, end, a, a0, b, b0 + j, c, c0 + j);
        }
      }
    }
  }

  private static void tile6x4(
      Product p,
      int i,
      int last,
      int from,
      int to,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    int[] aTap = p.aTap;
    int[] bTap = p.bTap;
    int i1 = Math.min(i + 1, last);
    int i2 = Math.min(i + 2, last);
    int i3 = Math.min(i + 3, last);
    int i4 = Math.min(i + 4, last);
    int i5 = Math.min(i + 5, last);
    int r0 = a0 + p.aRow[i];
    int r1 = a0 + p.aRow[i1];
    int r2 = a0 + p.aRow[i2];
    int r3 = a0 + p.aRow[i3];
    int r4 = a0 + p.aRow[i4];
    int r5 = a0 + p.aRow[i5];
    int o0 = c0 + p.cRow[i];
    int o1 = c0 + p.cRow[i1];
    int o2 = c0 + p.cRow[i2];
    int o3 = c0 + p.cRow[i3];
    int o4 = c0 + p.cRow[i4];
    int o5 = c0 + p.cRow[i5];
    FloatVector s00 = FloatVector.fromArray(S, c, o0);
    FloatVector s01 = FloatVector.fromArray(S, c, o0 + L);
    FloatVector s02 = FloatVector.fromArray(S, c, o0 + 2 * L);
    FloatVector s03 = FloatVector.fromArray(S, c, o0 + 3 * L);
    FloatVector s10 = FloatVector.fromArray(S, c, o1);
    FloatVector s11 = FloatVector.fromArray(S, c, o1 + L);
    FloatVector s12 = FloatVector.fromArray(S, c, o1 + 2 * L);
    FloatVector s13 = FloatVector.fromArray(S, c, o1 + 3 * L);
    FloatVector s20 = FloatVector.fromArray(S, c, o2);
    FloatVector s21 = FloatVector.fromArray(S, c, o2 + L);
    FloatVector s22 = FloatVector.fromArray(S, c, o2 + 2 * L);
    FloatVector s23 = FloatVector.fromArray(S, c, o2 + 3 * L);
    FloatVector s30 = FloatVector.fromArray(S, c, o3);
    FloatVector s31 = FloatVector.fromArray(S, c, o3 + L);
    FloatVector s32 = FloatVector.fromArray(S, c, o3 + 2 * L);
    FloatVector s33 = FloatVector.fromArray(S, c, o3 + 3 * L);
    FloatVector s40 = FloatVector.fromArray(S, c, o4);
    FloatVector s41 = FloatVector.fromArray(S, c, o4 + L);
    FloatVector s42 = FloatVector.fromArray(S, c, o4 + 2 * L);
    FloatVector s43 = FloatVector.fromArray(S, c, o4 + 3 * L);
    FloatVector s50 = FloatVector.fromArray(S, c, o5);
    FloatVector s51 = FloatVector.fromArray(S, c, o5 + L);
    FloatVector s52 = FloatVector.fromArray(S, c, o5 + 2 * L);
    FloatVector s53 = FloatVector.fromArray(S, c, o5 + 3 * L);
    for (int k = from; k < to; k++) {
      int t = aTap[k];
      int u = b0 + bTap[k];
      FloatVector b00 = FloatVector.fromArray(S, b, u);
      FloatVector b01 = FloatVector.fromArray(S, b, u + L);
      FloatVector b02 = FloatVector.fromArray(S, b, u + 2 * L);
      FloatVector b03 = FloatVector.fromArray(S, b, u + 3 * L);
      FloatVector x = FloatVector.broadcast(S, a[r0 + t]);
      s00 = x.fma(b00, s00);
      s01 = x.fma(b01, s01);
      s02 = x.fma(b02, s02);
      s03 = x.fma(b03, s03);
      x = FloatVector.broadcast(S, a[r1 + t]);
      s10 = x.fma(b00, s10);
      s11 = x.fma(b01, s11);
      s12 = x.fma(b02, s12);
      s13 = x.fma(b03, s13);
      x = FloatVector.broadcast(S, a[r2 + t]);
      s20 = x.fma(b00, s20);
      s21 = x.fma(b01, s21);
      s22 = x.fma(b02, s22);
      s23 = x.fma(b03, s23);
      x = FloatVector.broadcast(S, a[r3 + t]);
      s30 = x.fma(b00, s30);
      s31 = x.fma(b01, s31);
      s32 = x.fma(b02, s32);
      s33 = x.fma(b03, s33);
      x = FloatVector.broadcast(S, a[r4 + t]);
      s40 = x.fma(b00, s40);
      s41 = x.fma(b01, s41);
      s42 = x.fma(b02, s42);
      s43 = x.fma(b03, s43);
      x = FloatVector.broadcast(S, a[r5 + t]);
      s50 = x.fma(b00, s50);
      s51 = x.fma(b01, s51);
      s52 = x.fma(b02, s52);
      s53 = x.fma(b03, s53);
    }
    s00.intoArray(c, o0);
    s01.intoArray(c, o0 + L);
    s02.intoArray(c, o0 + 2 * L);
    s03.intoArray(c, o0 + 3 * L);
    s10.intoArray(c, o1);
    s11.intoArray(c, o1 + L);
    s12.intoArray(c, o1 + 2 * L);
    s13.intoArray(c, o1 + 3 * L);
    s20.intoArray(c, o2);
    s21.intoArray(c, o2 + L);
    s22.intoArray(c, o2 + 2 * L);
    s23.intoArray(c, o2 + 3 * L);
    s30.intoArray(c, o3);
    s31.intoArray(c, o3 + L);
    s32.intoArray(c, o3 + 2 * L);
    s33.intoArray(c, o3 + 3 * L);
    s40.intoArray(c, o4);
    s41.intoArray(c, o4 + L);
    s42.intoArray(c, o4 + 2 * L);
    s43.intoArray(c, o4 + 3 * L);
    s50.intoArray(c, o5);
    s51.intoArray(c, o5 + L);
    s52.intoArray(c, o5 + 2 * L);
    s53.intoArray(c, o5 + 3 * L);
  }

  private static void tile8x1(
      Product p,
      int i,
      int last,
      int from,
      int to,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    int[] aTap = p.aTap;
    int[] bTap = p.bTap;
    int i1 = Math.min(i + 1, last);
    int i2 = Math.min(i + 2, last);
    int i3 = Math.min(i + 3, last);
    int i4 = Math.min(i + 4, last);
    int i5 = Math.min(i + 5, last);
    int i6 = Math.min(i + 6, last);
    int i7 = Math.min(i + 7, last);
    int r0 = a0 + p.aRow[i];
    int r1 = a0 + p.aRow[i1];
    int r2 = a0 + p.aRow[i2];
    int r3 = a0 + p.aRow[i3];
    int r4 = a0 + p.aRow[i4];
    int r5 = a0 + p.aRow[i5];
    int r6 = a0 + p.aRow[i6];
    int r7 = a0 + p.aRow[i7];
    int o0 = c0 + p.cRow[i];
    int o1 = c0 + p.cRow[i1];
    int o2 = c0 + p.cRow[i2];
    int o3 = c0 + p.cRow[i3];
    int o4 = c0 + p.cRow[i4];
    int o5 = c0 + p.cRow[i5];
    int o6 = c0 + p.cRow[i6];
    int o7 = c0 + p.cRow[i7];
    FloatVector s0 = FloatVector.fromArray(S, c, o0);
    FloatVector s1 = FloatVector.fromArray(S, c, o1);
    FloatVector s2 = FloatVector.fromArray(S, c, o2);
    FloatVector s3 = FloatVector.fromArray(S, c, o3);
    FloatVector s4 = FloatVector.fromArray(S, c, o4);
    FloatVector s5 = FloatVector.fromArray(S, c, o5);
    FloatVector s6 = FloatVector.fromArray(S, c, o6);
    FloatVector s7 = FloatVector.fromArray(S, c, o7);
    for (int k = from; k < to; k++) {
      int t = aTap[k];
      FloatVector y = FloatVector.fromArray(S, b, b0 + bTap[k]);
      s0 = FloatVector.broadcast(S, a[r0 + t]).fma(y, s0);
      s1 = FloatVector.broadcast(S, a[r1 + t]).fma(y, s1);
      s2 = FloatVector.broadcast(S, a[r2 + t]).fma(y, s2);
      s3 = FloatVector.broadcast(S, a[r3 + t]).fma(y, s3);
      s4 = FloatVector.broadcast(S, a[r4 + t]).fma(y, s4);
      s5 = FloatVector.broadcast(S, a[r5 + t]).fma(y, s5);
      s6 = FloatVector.broadcast(S, a[r6 + t]).fma(y, s6);
      s7 = FloatVector.broadcast(S, a[r7 + t]).fma(y, s7);
    }
    s0.intoArray(c, o0);
    s1.intoArray(c, o1);
    s2.intoArray(c, o2);
    s3.intoArray(c, o3);
    s4.intoArray(c, o4);
    s5.intoArray(c, o5);
    s6.intoArray(c, o6);
    s7.intoArray(c, o7);
  }

  @Override
  public void dots(
      Product p, int from, int to, float[] a, int a0, float[] b, int b0, float[] c, int c0) {
    float[] sums = lanesOfSums.get();
    int rows = p.rows();
    for (int j = from; j < to; j += 4) {
      for (int i = 0; i < rows; i += 4) {
        tileOfDots(p, i, j, to, a, a0, b, b0, sums);
        for (int r = 0; r < 4 && i + r < rows; r++) {
          for (int q = 0; q < 4 && j + q < to; q++) {
            c[c0 + p.cRow[i + r] + j + q] += Sums.sum(sums, (4 * r + q) * L, L);
          }
        }
      }
    }
  }

  /** 4 × 4 sums, lane by lane, into {@code sums}; past the edge, the last row or column again. */
  private static void tileOfDots(
      Product p, int i, int j, int to, float[] a, int a0, float[] b, int b0, float[] sums) {
    int[] aTap = p.aTap;
    int[] bTap = p.bTap;
    int lastRow = p.rows() - 1;
    int lastColumn = to - 1;
    int r0 = a0 + p.aRow[i];
    int r1 = a0 + p.aRow[Math.min(i + 1, lastRow)];
    int r2 = a0 + p.aRow[Math.min(i + 2, lastRow)];
    int r3 = a0 + p.aRow[Math.min(i + 3, lastRow)];
    int q0 = b0 + p.bRow[j];
    int q1 = b0 + p.bRow[Math.min(j + 1, lastColumn)];
    int q2 = b0 + p.bRow[Math.min(j + 2, lastColumn)];
    int q3 = b0 + p.bRow[Math.min(j + 3, lastColumn)];
    FloatVector s00 = FloatVector.zero(S), s01 = s00, s02 = s00, s03 = s00;
    FloatVector s10 = s00, s11 = s00, s12 = s00, s13 = s00;
    FloatVector s20 = s00, s21 = s00, s22 = s00, s23 = s00;
    FloatVector s30 = s00, s31 = s00, s32 = s00, s33 = s00;
    for (int k = 0; k < aTap.length; k++) {
      int t = aTap[k];
      int u = bTap[k];
      FloatVector y0 = FloatVector.fromArray(S, b, q0 + u);
      FloatVector y1 = FloatVector.fromArray(S, b, q1 + u);
      FloatVector y2 = FloatVector.fromArray(S, b, q2 + u);
      FloatVector y3 = FloatVector.fromArray(S, b, q3 + u);
      FloatVector x = FloatVector.fromArray(S, a, r0 + t);
      s00 = x.fma(y0, s00);
      s01 = x.fma(y1, s01);
      s02 = x.fma(y2, s02);
      s03 = x.fma(y3, s03);
      x = FloatVector.fromArray(S, a, r1 + t);
      s10 = x.fma(y0, s10);
      s11 = x.fma(y1, s11);
      s12 = x.fma(y2, s12);
      s13 = x.fma(y3, s13);
      x = FloatVector.fromArray(S, a, r2 + t);
      s20 = x.fma(y0, s20);
      s21 = x.fma(y1, s21);
      s22 = x.fma(y2, s22);
      s23 = x.fma(y3, s23);
      x = FloatVector.fromArray(S, a, r3 + t);
      s30 = x.fma(y0, s30);
      s31 = x.fma(y1, s31);
      s32 = x.fma(y2, s32);
      s33 = x.fma(y3, s33);
    }
    s00.intoArray(sums, 0 * L);
    s01.intoArray(sums, 1 * L);
    s02.intoArray(sums, 2 * L);
    s03.intoArray(sums, 3 * L);
    s10.intoArray(sums, 4 * L);
    s11.intoArray(sums, 5 * L);
    s12.intoArray(sums, 6 * L);
    s13.intoArray(sums, 7 * L);
    s20.intoArray(sums, 8 * L);
    s21.intoArray(sums, 9 * L);
    s22.intoArray(sums, 10 * L);
    s23.intoArray(sums, 11 * L);
    s30.intoArray(sums, 12 * L);
    s31.intoArray(sums, 13 * L);
    s32.intoArray(sums, 14 * L);
    s33.intoArray(sums, 15 * L);
  }

  @Override
  public void add(int n, float[] a, int a0, float[] c, int c0) {
    int j = 0;
    for (; j + L <= n; j += L) {
      FloatVector.fromArray(S, c, c0 + j)
          .add(FloatVector.fromArray(S, a, a0 + j))
          .intoArray(c, c0 + j);
    }
    for (; j < n; j++) {
      c[c0 + j] += a[a0 + j];
    }
  }

  @Override
  public void max(Window w, float[] x, int x0, float[] y, int y0) {
    int c = 0;
    for (; c + L <= w.channels(); c += L) {
      FloatVector max = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
      // One loop over the window: on 17 a vector that is carried through two of them is boxed.
      for (int t = 0, v = 0, row = x0 + c, at = row; t < w.rows() * w.columns(); t++) {
        max = max.max(FloatVector.fromArray(S, x, at));
        at += w.channels();
        if (++v == w.columns()) {
          v = 0;
          row += w.pitch();
          at = row;
        }
      }
      max.intoArray(y, y0 + c);
    }
    ScalarKernel.max(c, w, x, x0, y, y0);
  }

  @Override
  public void maxGradient(Window w, float[] x, int x0, float[] y, int y0, float[] dy, float[] dx) {
    int c = 0;
    for (; c + L <= w.channels(); c += L) {
      FloatVector max = FloatVector.fromArray(S, y, y0 + c);
      FloatVector left = FloatVector.fromArray(S, dy, y0 + c);
      for (int t = 0, v = 0, row = x0 + c, at = row; t < w.rows() * w.columns(); t++) {
        VectorMask<Float> won = FloatVector.fromArray(S, x, at).eq(max);
        FloatVector.fromArray(S, dx, at).add(left, won).intoArray(dx, at);
        left = left.blend(0, won);
        at += w.channels();
        if (++v == w.columns()) {
          v = 0;
          row += w.pitch();
          at = row;
        }
      }
    }
    ScalarKernel.maxGradient(c, w, x, x0, y, y0, dy, dx);
  }
}
