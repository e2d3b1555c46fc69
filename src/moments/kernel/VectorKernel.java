package moments.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels with the Vector API.
 *
 * <p>A tile of outputs stays in registers while the sum runs over k: each number of A is broadcast
 * once and meets all vectors of the tile. With 512-bit vectors and 32 registers a tile is 6 rows ×
 * 4 vectors (24 sums, 4 of B, 1 of A); with fewer registers, and for what is left, 8 rows × 1
 * vector. A tile past the last row does that row again.
 */
final class VectorKernel implements Kernel {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final boolean WIDE = L >= 16;

  /** Taps at a time: the vectors of B for all of them stay in the second cache. */
  private static final int TAPS = 512;

  /** What an overwriting product starts from. */
  private static final float[] ZEROS = new float[4 * L];

  /** From so many rows on it pays to lay the vectors of B that all of them meet side by side. */
  private static final int ROWS_TO_PACK = 24;

  private static final int[] PACKED = Product.every(4 * L, TAPS);

  private final ThreadLocal<float[]> packs = ThreadLocal.withInitial(() -> new float[TAPS * 4 * L]);
  private final ThreadLocal<float[]> lanesOfSums =
      ThreadLocal.withInitial(() -> new float[VectorDots.SUMS * L]);

  @Override
  public int lanes() {
    return L;
  }

  @Override
  public void outer(
      Product p, int from, int to, float[] a, int a0, float[] b, int b0, float[] c, int c0) {
    int whole = p.length() / L * L;
    for (int k = 0; k < p.aTap().length; k += TAPS) {
      int end = Math.min(k + TAPS, p.aTap().length);
      int j = 0;
      for (; WIDE && j + 4 * L <= whole; j += 4 * L) {
        if (to - from >= ROWS_TO_PACK) {
          float[] packed = pack(p, k, end, b, b0 + j);
          for (int i = from; i < to; i += 6) {
            tile6x4(p, i, to - 1, k, end, a, a0, PACKED, 0, packed, 0, c, c0 + j);
          }
        } else {
          for (int i = from; i < to; i += 6) {
            tile6x4(p, i, to - 1, k, end, a, a0, p.bRow(), k, b, b0 + j, c, c0 + j);
          }
        }
      }
      for (; j < whole; j += L) {
        for (int i = from; i < to; i += 8) {
          tile8x1(p, i, to - 1, k, end, a, a0, b, b0 + j, c, c0 + j);
        }
      }
    }
    ScalarKernel.outerFrom(whole, p, from, to, a, a0, b, b0, c, c0);
  }

  /** Four vectors of each row of B from tap k to {@code end}, side by side. */
  private float[] pack(Product p, int k, int end, float[] b, int b0) {
    float[] packed = packs.get();
    for (int t = k; t < end; t++) {
      System.arraycopy(b, b0 + p.bRow()[t], packed, (t - k) * 4 * L, 4 * L);
    }
    return packed;
  }

  /** Tap k finds its row of B in {@code bRow[row]}, the next one in that after it. */
  private static void tile6x4(
      Product p,
      int i,
      int last,
      int k,
      int end,
      float[] a,
      int a0,
      int[] bRow,
      int row,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    int[] aTap = p.aTap();
    int i1 = Math.min(i + 1, last);
    int i2 = Math.min(i + 2, last);
    int i3 = Math.min(i + 3, last);
    int i4 = Math.min(i + 4, last);
    int i5 = Math.min(i + 5, last);
    int r0 = a0 + p.aRow()[i];
    int r1 = a0 + p.aRow()[i1];
    int r2 = a0 + p.aRow()[i2];
    int r3 = a0 + p.aRow()[i3];
    int r4 = a0 + p.aRow()[i4];
    int r5 = a0 + p.aRow()[i5];
    int o0 = c0 + p.cRow()[i];
    int o1 = c0 + p.cRow()[i1];
    int o2 = c0 + p.cRow()[i2];
    int o3 = c0 + p.cRow()[i3];
    int o4 = c0 + p.cRow()[i4];
    int o5 = c0 + p.cRow()[i5];
    boolean fresh = p.overwrites() && k == 0;
    float[] start = fresh ? ZEROS : c;
    int z0 = fresh ? 0 : o0;
    int z1 = fresh ? 0 : o1;
    int z2 = fresh ? 0 : o2;
    int z3 = fresh ? 0 : o3;
    int z4 = fresh ? 0 : o4;
    int z5 = fresh ? 0 : o5;
    FloatVector s00 = load(start, z0), s01 = load(start, z0 + L);
    FloatVector s02 = load(start, z0 + 2 * L), s03 = load(start, z0 + 3 * L);
    FloatVector s10 = load(start, z1), s11 = load(start, z1 + L);
    FloatVector s12 = load(start, z1 + 2 * L), s13 = load(start, z1 + 3 * L);
    FloatVector s20 = load(start, z2), s21 = load(start, z2 + L);
    FloatVector s22 = load(start, z2 + 2 * L), s23 = load(start, z2 + 3 * L);
    FloatVector s30 = load(start, z3), s31 = load(start, z3 + L);
    FloatVector s32 = load(start, z3 + 2 * L), s33 = load(start, z3 + 3 * L);
    FloatVector s40 = load(start, z4), s41 = load(start, z4 + L);
    FloatVector s42 = load(start, z4 + 2 * L), s43 = load(start, z4 + 3 * L);
    FloatVector s50 = load(start, z5), s51 = load(start, z5 + L);
    FloatVector s52 = load(start, z5 + 2 * L), s53 = load(start, z5 + 3 * L);
    for (; k < end; k++, row++) {
      int t = aTap[k];
      int u = b0 + bRow[row];
      FloatVector y0 = load(b, u), y1 = load(b, u + L);
      FloatVector y2 = load(b, u + 2 * L), y3 = load(b, u + 3 * L);
      FloatVector x = FloatVector.broadcast(S, a[r0 + t]);
      s00 = x.fma(y0, s00);
      s01 = x.fma(y1, s01);
      s02 = x.fma(y2, s02);
      s03 = x.fma(y3, s03);
      x = FloatVector.broadcast(S, a[r1 + t]);
      s10 = x.fma(y0, s10);
      s11 = x.fma(y1, s11);
      s12 = x.fma(y2, s12);
      s13 = x.fma(y3, s13);
      x = FloatVector.broadcast(S, a[r2 + t]);
      s20 = x.fma(y0, s20);
      s21 = x.fma(y1, s21);
      s22 = x.fma(y2, s22);
      s23 = x.fma(y3, s23);
      x = FloatVector.broadcast(S, a[r3 + t]);
      s30 = x.fma(y0, s30);
      s31 = x.fma(y1, s31);
      s32 = x.fma(y2, s32);
      s33 = x.fma(y3, s33);
      x = FloatVector.broadcast(S, a[r4 + t]);
      s40 = x.fma(y0, s40);
      s41 = x.fma(y1, s41);
      s42 = x.fma(y2, s42);
      s43 = x.fma(y3, s43);
      x = FloatVector.broadcast(S, a[r5 + t]);
      s50 = x.fma(y0, s50);
      s51 = x.fma(y1, s51);
      s52 = x.fma(y2, s52);
      s53 = x.fma(y3, s53);
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
      int k,
      int end,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    int[] aTap = p.aTap();
    int[] bRow = p.bRow();
    int i1 = Math.min(i + 1, last);
    int i2 = Math.min(i + 2, last);
    int i3 = Math.min(i + 3, last);
    int i4 = Math.min(i + 4, last);
    int i5 = Math.min(i + 5, last);
    int i6 = Math.min(i + 6, last);
    int i7 = Math.min(i + 7, last);
    int r0 = a0 + p.aRow()[i];
    int r1 = a0 + p.aRow()[i1];
    int r2 = a0 + p.aRow()[i2];
    int r3 = a0 + p.aRow()[i3];
    int r4 = a0 + p.aRow()[i4];
    int r5 = a0 + p.aRow()[i5];
    int r6 = a0 + p.aRow()[i6];
    int r7 = a0 + p.aRow()[i7];
    int o0 = c0 + p.cRow()[i];
    int o1 = c0 + p.cRow()[i1];
    int o2 = c0 + p.cRow()[i2];
    int o3 = c0 + p.cRow()[i3];
    int o4 = c0 + p.cRow()[i4];
    int o5 = c0 + p.cRow()[i5];
    int o6 = c0 + p.cRow()[i6];
    int o7 = c0 + p.cRow()[i7];
    boolean fresh = p.overwrites() && k == 0;
    float[] start = fresh ? ZEROS : c;
    int z0 = fresh ? 0 : o0;
    int z1 = fresh ? 0 : o1;
    int z2 = fresh ? 0 : o2;
    int z3 = fresh ? 0 : o3;
    int z4 = fresh ? 0 : o4;
    int z5 = fresh ? 0 : o5;
    int z6 = fresh ? 0 : o6;
    int z7 = fresh ? 0 : o7;
    FloatVector s0 = load(start, z0);
    FloatVector s1 = load(start, z1);
    FloatVector s2 = load(start, z2);
    FloatVector s3 = load(start, z3);
    FloatVector s4 = load(start, z4);
    FloatVector s5 = load(start, z5);
    FloatVector s6 = load(start, z6);
    FloatVector s7 = load(start, z7);
    for (; k < end; k++) {
      int t = aTap[k];
      FloatVector y = load(b, b0 + bRow[k]);
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
  public void dots(Product p, int n, int from, int to, float[] a, float[] b, float[] c) {
    VectorDots.dots(p, n, from, to, a, b, c, lanesOfSums.get());
  }

  @Override
  public void add(int n, float[] a, int a0, float[] c, int c0) {
    int j = 0;
    for (; j + L <= n; j += L) {
      load(c, c0 + j).add(load(a, a0 + j)).intoArray(c, c0 + j);
    }
    for (; j < n; j++) {
      c[c0 + j] += a[a0 + j];
    }
  }

  @Override
  public void max(int n, int[] taps, float[] x, int x0, float[] y, int y0) {
    VectorMax.max(n, taps, x, x0, y, y0);
  }

  @Override
  public void maxGradient(
      int n, int[] taps, float[] x, int x0, float[] y, float[] dy, int y0, float[] dx, int dx0) {
    VectorMax.maxGradient(n, taps, x, x0, y, dy, y0, dx, dx0);
  }

  @Override
  public void rectifiedMax(int rows, int pitch, float[] x, int x0, float[] y, int y0) {
    VectorMax.rectifiedMax(rows, pitch, x, x0, y, y0);
  }

  @Override
  public void rectifiedMaxGradient(
      int rows, int pitch, float[] x, int x0, float[] dy, int dy0, float[] dx, int dx0) {
    VectorMax.rectifiedMaxGradient(rows, pitch, x, x0, dy, dy0, dx, dx0);
  }

  static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(S, x, at);
  }
}
