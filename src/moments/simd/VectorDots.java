package moments.simd;

import static moments.simd.Loops.LANES;
import static moments.simd.VectorLoops.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Loops#dots} with the Vector API: 4 rows × 2 columns of sums in registers, each of {@link
 * Loops#LANES} lanes, which are added up at the end. Narrow vectors take the lanes in turn.
 */
final class VectorDots {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int ROWS = 4;
  private static final int COLUMNS = 2;

  private static final ThreadLocal<float[]> SUMS =
      ThreadLocal.withInitial(() -> new float[ROWS * COLUMNS * LANES]);

  private VectorDots() {}

  static void dots(IndexedProduct p, int from, int to, float[] a, float[] b, float[] c) {
    float[] sums = SUMS.get();
    int whole = p.length() / LANES * LANES;
    int rows = p.aRow().length;
    for (int j = from; j < to; j += COLUMNS) {
      for (int i = 0; i < rows; i += ROWS) {
        for (int lane = 0; lane < LANES; lane += L) {
          tile4x2(p, i, j, to - 1, lane, whole, a, b, sums);
        }
        for (int row = i; row < Math.min(i + ROWS, rows); row++) {
          for (int column = j; column < Math.min(j + COLUMNS, to); column++) {
            int ai = p.aRow()[row], bj = p.bRow()[column];
            c[p.cRow()[row] + column] +=
                Loops.sum(sums, ((row - i) * COLUMNS + column - j) * LANES, LANES)
                    + ScalarLoops.dotFrom(whole, p.length(), a, ai, b, bj);
          }
        }
      }
    }
  }

  /**
   * A vector of each of 4 × 2 sums, from {@code lane} on, into {@code sums}; past the edge, the
   * last row or column again.
   */
  private static void tile4x2(
      IndexedProduct p,
      int i,
      int j,
      int lastColumn,
      int lane,
      int length,
      float[] a,
      float[] b,
      float[] sums) {
    int lastRow = p.aRow().length - 1;
    int r0 = p.aRow()[i], r1 = p.aRow()[Math.min(i + 1, lastRow)];
    int r2 = p.aRow()[Math.min(i + 2, lastRow)], r3 = p.aRow()[Math.min(i + 3, lastRow)];
    int q0 = p.bRow()[j], q1 = p.bRow()[Math.min(j + 1, lastColumn)];
    FloatVector s00 = FloatVector.zero(S), s01 = s00, s10 = s00, s11 = s00;
    FloatVector s20 = s00, s21 = s00, s30 = s00, s31 = s00;
    for (int l = lane; l < length; l += LANES) {
      FloatVector y0 = load(b, q0 + l), y1 = load(b, q1 + l);
      FloatVector x = load(a, r0 + l);
      s00 = x.fma(y0, s00);
      s01 = x.fma(y1, s01);
      x = load(a, r1 + l);
      s10 = x.fma(y0, s10);
      s11 = x.fma(y1, s11);
      x = load(a, r2 + l);
      s20 = x.fma(y0, s20);
      s21 = x.fma(y1, s21);
      x = load(a, r3 + l);
      s30 = x.fma(y0, s30);
      s31 = x.fma(y1, s31);
    }
    s00.intoArray(sums, lane);
    s01.intoArray(sums, lane + LANES);
    s10.intoArray(sums, lane + 2 * LANES);
    s11.intoArray(sums, lane + 3 * LANES);
    s20.intoArray(sums, lane + 4 * LANES);
    s21.intoArray(sums, lane + 5 * LANES);
    s30.intoArray(sums, lane + 6 * LANES);
    s31.intoArray(sums, lane + 7 * LANES);
  }
}
