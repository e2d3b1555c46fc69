package moments.kernel;

import static moments.kernel.VectorKernel.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Kernel#dots} with the Vector API: 4 rows × 6 columns of sums in registers, or 2 × 4 where
 * there are 16 registers only; each sum is a vector, whose lanes are added up at the end.
 */
final class VectorDots {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final boolean WIDE = L >= 16;
  private static final int ROWS = WIDE ? 4 : 2;
  private static final int COLUMNS = WIDE ? 6 : 4;

  /** Products of a sum at a time: the rows that a tile reads stay in the nearest cache. */
  private static final int STRETCH = 1024;

  private static final ThreadLocal<float[]> SUMS =
      ThreadLocal.withInitial(() -> new float[ROWS * COLUMNS * L]);

  private VectorDots() {}

  static void dots(Product p, int n, int from, int to, float[] a, float[] b, float[] c) {
    for (int l = 0; l < p.length(); l += STRETCH) {
      stretch(p, n, from, to, l, a, b, c);
    }
  }

  /** The part of the sums over a stretch of products from l = {@code first} on. */
  private static void stretch(
      Product p, int n, int from, int to, int first, float[] a, float[] b, float[] c) {
    float[] sums = SUMS.get();
    int length = Math.min(STRETCH, p.length() - first);
    int whole = length / L * L;
    int rows = p.aRow().length;
    int a0 = n * p.aStep() + first;
    int b0 = n * p.bStep() + first;
    for (int j = from; j < to; j += COLUMNS) {
      for (int i = 0; i < rows; i += ROWS) {
        if (WIDE) {
          tile4x6(p, i, j, to - 1, whole, a, a0, b, b0, sums);
        } else {
          tile2x4(p, i, j, to - 1, whole, a, a0, b, b0, sums);
        }
        for (int row = i; row < Math.min(i + ROWS, rows); row++) {
          for (int column = j; column < Math.min(j + COLUMNS, to); column++) {
            int ai = a0 + p.aRow()[row];
            int bj = b0 + p.bRow()[column];
            int at = n * p.cStep() + p.cRow()[row] + column;
            float sum = c[at] + Kernel.sum(sums, ((row - i) * COLUMNS + column - j) * L, L);
            c[at] = ScalarKernel.dotFrom(whole, length, a, ai, b, bj, sum);
          }
        }
      }
    }
  }

  /** 4 × 6 sums, lane by lane, into {@code sums}; past the edge, the last row or column again. */
  private static void tile4x6(
      Product p,
      int i,
      int j,
      int lastColumn,
      int length,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] sums) {
    int lastRow = p.aRow().length - 1;
    int r0 = a0 + p.aRow()[i], r1 = a0 + p.aRow()[Math.min(i + 1, lastRow)];
    int r2 = a0 + p.aRow()[Math.min(i + 2, lastRow)], r3 = a0 + p.aRow()[Math.min(i + 3, lastRow)];
    int q0 = b0 + p.bRow()[j], q1 = b0 + p.bRow()[Math.min(j + 1, lastColumn)];
    int q2 = b0 + p.bRow()[Math.min(j + 2, lastColumn)],
        q3 = b0 + p.bRow()[Math.min(j + 3, lastColumn)];
    int q4 = b0 + p.bRow()[Math.min(j + 4, lastColumn)],
        q5 = b0 + p.bRow()[Math.min(j + 5, lastColumn)];
    FloatVector s00 = FloatVector.zero(S), s01 = s00, s02 = s00, s03 = s00, s04 = s00, s05 = s00;
    FloatVector s10 = s00, s11 = s00, s12 = s00, s13 = s00, s14 = s00, s15 = s00;
    FloatVector s20 = s00, s21 = s00, s22 = s00, s23 = s00, s24 = s00, s25 = s00;
    FloatVector s30 = s00, s31 = s00, s32 = s00, s33 = s00, s34 = s00, s35 = s00;
    for (int l = 0; l < length; l += L) {
      FloatVector x0 = load(a, r0 + l), x1 = load(a, r1 + l);
      FloatVector x2 = load(a, r2 + l), x3 = load(a, r3 + l);
      FloatVector y = load(b, q0 + l);
      s00 = x0.fma(y, s00);
      s10 = x1.fma(y, s10);
      s20 = x2.fma(y, s20);
      s30 = x3.fma(y, s30);
      y = load(b, q1 + l);
      s01 = x0.fma(y, s01);
      s11 = x1.fma(y, s11);
      s21 = x2.fma(y, s21);
      s31 = x3.fma(y, s31);
      y = load(b, q2 + l);
      s02 = x0.fma(y, s02);
      s12 = x1.fma(y, s12);
      s22 = x2.fma(y, s22);
      s32 = x3.fma(y, s32);
      y = load(b, q3 + l);
      s03 = x0.fma(y, s03);
      s13 = x1.fma(y, s13);
      s23 = x2.fma(y, s23);
      s33 = x3.fma(y, s33);
      y = load(b, q4 + l);
      s04 = x0.fma(y, s04);
      s14 = x1.fma(y, s14);
      s24 = x2.fma(y, s24);
      s34 = x3.fma(y, s34);
      y = load(b, q5 + l);
      s05 = x0.fma(y, s05);
      s15 = x1.fma(y, s15);
      s25 = x2.fma(y, s25);
      s35 = x3.fma(y, s35);
    }
    s00.intoArray(sums, 0);
    s01.intoArray(sums, L);
    s02.intoArray(sums, 2 * L);
    s03.intoArray(sums, 3 * L);
    s04.intoArray(sums, 4 * L);
    s05.intoArray(sums, 5 * L);
    s10.intoArray(sums, 6 * L);
    s11.intoArray(sums, 7 * L);
    s12.intoArray(sums, 8 * L);
    s13.intoArray(sums, 9 * L);
    s14.intoArray(sums, 10 * L);
    s15.intoArray(sums, 11 * L);
    s20.intoArray(sums, 12 * L);
    s21.intoArray(sums, 13 * L);
    s22.intoArray(sums, 14 * L);
    s23.intoArray(sums, 15 * L);
    s24.intoArray(sums, 16 * L);
    s25.intoArray(sums, 17 * L);
    s30.intoArray(sums, 18 * L);
    s31.intoArray(sums, 19 * L);
    s32.intoArray(sums, 20 * L);
    s33.intoArray(sums, 21 * L);
    s34.intoArray(sums, 22 * L);
    s35.intoArray(sums, 23 * L);
  }

  /** 2 × 4 sums, lane by lane, into {@code sums}; as {@link #tile4x6}. */
  private static void tile2x4(
      Product p,
      int i,
      int j,
      int lastColumn,
      int length,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] sums) {
    int lastRow = p.aRow().length - 1;
    int r0 = a0 + p.aRow()[i], r1 = a0 + p.aRow()[Math.min(i + 1, lastRow)];
    int q0 = b0 + p.bRow()[j], q1 = b0 + p.bRow()[Math.min(j + 1, lastColumn)];
    int q2 = b0 + p.bRow()[Math.min(j + 2, lastColumn)],
        q3 = b0 + p.bRow()[Math.min(j + 3, lastColumn)];
    FloatVector s00 = FloatVector.zero(S), s01 = s00, s02 = s00, s03 = s00;
    FloatVector s10 = s00, s11 = s00, s12 = s00, s13 = s00;
    for (int l = 0; l < length; l += L) {
      FloatVector x0 = load(a, r0 + l), x1 = load(a, r1 + l);
      FloatVector y = load(b, q0 + l);
      s00 = x0.fma(y, s00);
      s10 = x1.fma(y, s10);
      y = load(b, q1 + l);
      s01 = x0.fma(y, s01);
      s11 = x1.fma(y, s11);
      y = load(b, q2 + l);
      s02 = x0.fma(y, s02);
      s12 = x1.fma(y, s12);
      y = load(b, q3 + l);
      s03 = x0.fma(y, s03);
      s13 = x1.fma(y, s13);
    }
    s00.intoArray(sums, 0);
    s01.intoArray(sums, L);
    s02.intoArray(sums, 2 * L);
    s03.intoArray(sums, 3 * L);
    s10.intoArray(sums, 4 * L);
    s11.intoArray(sums, 5 * L);
    s12.intoArray(sums, 6 * L);
    s13.intoArray(sums, 7 * L);
  }
}
