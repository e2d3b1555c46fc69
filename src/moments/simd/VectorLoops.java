package moments.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels with the Vector API.
 *
 * <p>A tile of outputs stays in registers while the sum runs over k: each number of A is broadcast
 * once and meets all vectors of the tile. With 512-bit vectors and 32 registers a tile is 6 rows ×
 * 4 vectors (24 sums, 4 of B, 1 of A), and what is left of a row goes by 8 rows × 1 vector. With 16
 * registers it is 4 × 2 (8, 2 and 1), which leaves nothing. A tile past the last row does that row
 * again.
 */
final class VectorLoops implements Loops {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final boolean WIDE = L >= 16;

  /** Taps at a time: the vectors of B for all of them stay in the second cache. */
  private static final int TAPS = 512;

  /** Columns of a tile. */
  private static final int WIDTH = (WIDE ? 4 : 2) * L;

  /** What an overwriting product starts from. */
  static final float[] ZEROS = new float[WIDTH];

  /** From this number of rows on, it pays to lay the vectors of B that they share side by side. */
  private static final int TALL = 24;

  private final ThreadLocal<float[]> packs = ThreadLocal.withInitial(() -> new float[TAPS * WIDTH]);

  @Override
  public void outer(
      IndexedProduct p, int from, int to, float[] a, int a0, float[] b, int b0, float[] c, int c0) {
    int whole = p.length() / LANES * LANES;
    for (int k = 0; k < p.aTap().length; k += TAPS) {
      int j = 0;
      for (; j + WIDTH <= whole; j += WIDTH) {
        boolean tall = to - from >= TALL;
        float[] rows = tall ? pack(p, k, b, b0 + j) : b;
        int rows0 = tall ? 0 : b0 + j;
        for (int i = from; i < to; i += WIDE ? 6 : 4) {
          if (WIDE) {
            tile6x4(p, i, to - 1, k, a, a0, tall, rows, rows0, c, c0 + j);
          } else {
            tile4x2(p, i, to - 1, k, a, a0, tall, rows, rows0, c, c0 + j);
          }
        }
      }
      for (; j < whole; j += L) {
        if (p.inFives(from, to)) {
          for (int i = from; i < to; i += 15) {
            VectorStrips.tile15x1(p, i, to - 5, k, a, a0, b, b0 + j, c, c0 + j);
          }
        } else {
          for (int i = from; i < to; i += 8) {
            VectorStrips.tile8x1(p, i, to - 1, k, a, a0, b, b0 + j, c, c0 + j);
          }
        }
      }
    }
    ScalarLoops.outerFrom(whole, p, from, to, a, a0, b, b0, c, c0);
  }

  /** Where the block of taps ends that begins with k. */
  static int end(IndexedProduct p, int k) {
    return Math.min(k + TAPS, p.aTap().length);
  }

  /** The columns of a tile from each row of B in a block of taps, side by side. */
  private float[] pack(IndexedProduct p, int k, float[] b, int b0) {
    float[] packed = packs.get();
    for (int t = k; t < end(p, k); t++) {
      int from = b0 + p.bRow()[t], to = (t - k) * WIDTH;
      for (int j = 0; j < WIDTH; j += L) {
        load(b, from + j).intoArray(packed, to + j);
      }
    }
    return packed;
  }

  /**
   * An overwriting product starts from zeros instead of the old C. Whether the vectors of B lie
   * side by side or have a table is the same for all taps: HotSpot can take it out of the loop.
   */
  private static void tile6x4(
      IndexedProduct p,
      int i,
      int last,
      int k,
      float[] a,
      int a0,
      boolean packed,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    int[] aTap = p.aTap(), bRow = p.bRow();
    int end = end(p, k);
    int r0 = a0 + p.aRow()[i], o0 = c0 + p.cRow()[i];
    int i1 = Math.min(i + 1, last), r1 = a0 + p.aRow()[i1], o1 = c0 + p.cRow()[i1];
    int i2 = Math.min(i + 2, last), r2 = a0 + p.aRow()[i2], o2 = c0 + p.cRow()[i2];
    int i3 = Math.min(i + 3, last), r3 = a0 + p.aRow()[i3], o3 = c0 + p.cRow()[i3];
    int i4 = Math.min(i + 4, last), r4 = a0 + p.aRow()[i4], o4 = c0 + p.cRow()[i4];
    int i5 = Math.min(i + 5, last), r5 = a0 + p.aRow()[i5], o5 = c0 + p.cRow()[i5];
    int old = p.overwrites() && k == 0 ? 0 : 1;
    float[] start = old == 0 ? ZEROS : c;
    FloatVector s00 = load(start, old * o0), s01 = load(start, old * o0 + L);
    FloatVector s02 = load(start, old * o0 + 2 * L), s03 = load(start, old * o0 + 3 * L);
    FloatVector s10 = load(start, old * o1), s11 = load(start, old * o1 + L);
    FloatVector s12 = load(start, old * o1 + 2 * L), s13 = load(start, old * o1 + 3 * L);
    FloatVector s20 = load(start, old * o2), s21 = load(start, old * o2 + L);
    FloatVector s22 = load(start, old * o2 + 2 * L), s23 = load(start, old * o2 + 3 * L);
    FloatVector s30 = load(start, old * o3), s31 = load(start, old * o3 + L);
    FloatVector s32 = load(start, old * o3 + 2 * L), s33 = load(start, old * o3 + 3 * L);
    FloatVector s40 = load(start, old * o4), s41 = load(start, old * o4 + L);
    FloatVector s42 = load(start, old * o4 + 2 * L), s43 = load(start, old * o4 + 3 * L);
    FloatVector s50 = load(start, old * o5), s51 = load(start, old * o5 + L);
    FloatVector s52 = load(start, old * o5 + 2 * L), s53 = load(start, old * o5 + 3 * L);
    for (int side = 0; k < end; k++, side += WIDTH) {
      int t = aTap[k], u = packed ? side : b0 + bRow[k];
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

  private static void tile4x2(
      IndexedProduct p,
      int i,
      int last,
      int k,
      float[] a,
      int a0,
      boolean packed,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    int[] aTap = p.aTap(), bRow = p.bRow();
    int end = end(p, k);
    int r0 = a0 + p.aRow()[i], o0 = c0 + p.cRow()[i];
    int i1 = Math.min(i + 1, last), r1 = a0 + p.aRow()[i1], o1 = c0 + p.cRow()[i1];
    int i2 = Math.min(i + 2, last), r2 = a0 + p.aRow()[i2], o2 = c0 + p.cRow()[i2];
    int i3 = Math.min(i + 3, last), r3 = a0 + p.aRow()[i3], o3 = c0 + p.cRow()[i3];
    int old = p.overwrites() && k == 0 ? 0 : 1;
    float[] start = old == 0 ? ZEROS : c;
    FloatVector s00 = load(start, old * o0), s01 = load(start, old * o0 + L);
    FloatVector s10 = load(start, old * o1), s11 = load(start, old * o1 + L);
    FloatVector s20 = load(start, old * o2), s21 = load(start, old * o2 + L);
    FloatVector s30 = load(start, old * o3), s31 = load(start, old * o3 + L);
    for (int side = 0; k < end; k++, side += WIDTH) {
      int t = aTap[k], u = packed ? side : b0 + bRow[k];
      FloatVector y0 = load(b, u), y1 = load(b, u + L);
      FloatVector x = FloatVector.broadcast(S, a[r0 + t]);
      s00 = x.fma(y0, s00);
      s01 = x.fma(y1, s01);
      x = FloatVector.broadcast(S, a[r1 + t]);
      s10 = x.fma(y0, s10);
      s11 = x.fma(y1, s11);
      x = FloatVector.broadcast(S, a[r2 + t]);
      s20 = x.fma(y0, s20);
      s21 = x.fma(y1, s21);
      x = FloatVector.broadcast(S, a[r3 + t]);
      s30 = x.fma(y0, s30);
      s31 = x.fma(y1, s31);
    }
    s00.intoArray(c, o0);
    s01.intoArray(c, o0 + L);
    s10.intoArray(c, o1);
    s11.intoArray(c, o1 + L);
    s20.intoArray(c, o2);
    s21.intoArray(c, o2 + L);
    s30.intoArray(c, o3);
    s31.intoArray(c, o3 + L);
  }

  @Override
  public void dots(IndexedProduct p, int from, int to, float[] a, float[] b, float[] c) {
    VectorDots.dots(p, from, to, a, b, c);
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
  public void winners(
      int n, int[] taps, int[] names, float[] x, int x0, float[] y, int y0, int[] won) {
    VectorMax.winners(n, taps, names, x, x0, y, y0, won);
  }

  @Override
  public void rectifiedMax(int rows, int columns, int pitch, float[] x, int x0, float[] y, int y0) {
    VectorMax.rectifiedMax(rows, columns, pitch, x, x0, y, y0);
  }

  @Override
  public void rectifiedWinners(
      int rows, int columns, int pitch, int scale, float[] x, int x0, int[] won, int won0) {
    VectorMax.rectifiedWinners(rows, columns, pitch, scale, x, x0, won, won0);
  }

  @Override
  public void wherePositive(int n, float[] y, float[] dy, float[] dx, int from) {
    VectorMax.wherePositive(n, y, dy, dx, from);
  }

  @Override
  public int largestMagnitude(float[] x, int from, int to) {
    return VectorMax.largestMagnitude(x, from, to);
  }

  @Override
  public void gather(int n, float[] g, int[] at, int[] pieces, float[] x, float[] s, int s0) {
    VectorWindows.gather(n, g, at, pieces, x, s, s0);
  }

  @Override
  public void scatter(
      int n, float[] g, int[] at, int[] pieces, float[] w, int w0, float[] x, int copy) {
    VectorWindows.scatter(n, g, at, pieces, w, w0, x, copy);
  }

  @Override
  public String toString() {
    return L + " float lanes";
  }

  static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(S, x, at);
  }
}
