package moments.simd;

import static moments.simd.VectorLoops.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Loops#gather} and {@link Loops#scatter} with the Vector API: five pieces of a window at a
 * time, as an addition waits for the one before to the same sum.
 */
final class VectorWindows {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorWindows() {}

  static void gather(int n, float[] g, int[] at, int[] pieces, float[] x, float[] s, int s0) {
    for (int i = 0; i < pieces.length; i += 5) {
      gatherFive(n, g, at, pieces, i, x, s, s0);
    }
  }

  /** Past the last piece, that one again. */
  private static void gatherFive(
      int n, float[] g, int[] at, int[] pieces, int i0, float[] x, float[] s, int s0) {
    int last = pieces.length - 1;
    int i1 = Math.min(i0 + 1, last), i2 = Math.min(i0 + 2, last);
    int i3 = Math.min(i0 + 3, last), i4 = Math.min(i0 + 4, last);
    int p0 = pieces[i0], p1 = pieces[i1], p2 = pieces[i2], p3 = pieces[i3], p4 = pieces[i4];
    FloatVector sum0 = load(s, s0 + i0 * L), sum1 = load(s, s0 + i1 * L);
    FloatVector sum2 = load(s, s0 + i2 * L), sum3 = load(s, s0 + i3 * L);
    FloatVector sum4 = load(s, s0 + i4 * L);
    for (int k = 0; k < n; k++) {
      FloatVector y = FloatVector.broadcast(S, g[k]);
      int q = at[k];
      sum0 = y.fma(load(x, q + p0), sum0);
      sum1 = y.fma(load(x, q + p1), sum1);
      sum2 = y.fma(load(x, q + p2), sum2);
      sum3 = y.fma(load(x, q + p3), sum3);
      sum4 = y.fma(load(x, q + p4), sum4);
    }
    sum0.intoArray(s, s0 + i0 * L);
    sum1.intoArray(s, s0 + i1 * L);
    sum2.intoArray(s, s0 + i2 * L);
    sum3.intoArray(s, s0 + i3 * L);
    sum4.intoArray(s, s0 + i4 * L);
  }

  static void scatter(
      int n, float[] g, int[] at, int[] pieces, float[] w, int w0, float[] x, int copy) {
    int i = 0;
    for (; i + 5 <= pieces.length; i += 5) {
      scatterFive(n, g, at, pieces, i, w, w0 + i * L, x, copy);
    }
    for (; i < pieces.length; i++) {
      scatterOne(n, g, at, pieces[i], w, w0 + i * L, x, copy);
    }
  }

  private static void scatterFive(
      int n, float[] g, int[] at, int[] pieces, int i, float[] w, int w0, float[] x, int copy) {
    int p0 = pieces[i], p1 = pieces[i + 1], p2 = pieces[i + 2];
    int p3 = pieces[i + 3], p4 = pieces[i + 4];
    FloatVector y0 = load(w, w0), y1 = load(w, w0 + L), y2 = load(w, w0 + 2 * L);
    FloatVector y3 = load(w, w0 + 3 * L), y4 = load(w, w0 + 4 * L);
    for (int k = 0; k < n; k++) {
      FloatVector v = FloatVector.broadcast(S, g[k]);
      int q = k % 4 * copy + at[k];
      v.fma(y0, load(x, q + p0)).intoArray(x, q + p0);
      v.fma(y1, load(x, q + p1)).intoArray(x, q + p1);
      v.fma(y2, load(x, q + p2)).intoArray(x, q + p2);
      v.fma(y3, load(x, q + p3)).intoArray(x, q + p3);
      v.fma(y4, load(x, q + p4)).intoArray(x, q + p4);
    }
  }

  private static void scatterOne(
      int n, float[] g, int[] at, int piece, float[] w, int w0, float[] x, int copy) {
    FloatVector weights = load(w, w0);
    for (int k = 0; k < n; k++) {
      int q = k % 4 * copy + at[k] + piece;
      FloatVector.broadcast(S, g[k]).fma(weights, load(x, q)).intoArray(x, q);
    }
  }
}
