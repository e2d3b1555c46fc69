package moments.simd;

import static moments.simd.Loops.LANES;
import static moments.simd.VectorLoops.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Loops#gather} and {@link Loops#scatter} with the Vector API: five pieces of a window at a
 * time, as an addition waits for the one before to the same sum. Narrow vectors take the same
 * pieces together, since windows overlap: the order of the sums is part of the result.
 */
final class VectorWindows {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorWindows() {}

  static void gather(int n, float[] g, int[] at, int[] pieces, float[] x, float[] s, int s0) {
    for (int i = 0; i < pieces.length; i += 5) {
      for (int lane = 0; lane < LANES; lane += L) {
        gatherFive(n, g, at, pieces, i, lane, x, s, s0 + lane);
      }
    }
  }

  /** Past the last piece, that one again. */
  private static void gatherFive(
      int n, float[] g, int[] at, int[] pieces, int i0, int lane, float[] x, float[] s, int s0) {
    int last = pieces.length - 1;
    int i1 = Math.min(i0 + 1, last), i2 = Math.min(i0 + 2, last);
    int i3 = Math.min(i0 + 3, last), i4 = Math.min(i0 + 4, last);
    int p0 = pieces[i0] + lane, p1 = pieces[i1] + lane, p2 = pieces[i2] + lane;
    int p3 = pieces[i3] + lane, p4 = pieces[i4] + lane;
    FloatVector sum0 = load(s, s0 + i0 * LANES), sum1 = load(s, s0 + i1 * LANES);
    FloatVector sum2 = load(s, s0 + i2 * LANES), sum3 = load(s, s0 + i3 * LANES);
    FloatVector sum4 = load(s, s0 + i4 * LANES);
    for (int k = 0; k < n; k++) {
      FloatVector y = FloatVector.broadcast(S, g[k]);
      int q = at[k];
      sum0 = y.fma(load(x, q + p0), sum0);
      sum1 = y.fma(load(x, q + p1), sum1);
      sum2 = y.fma(load(x, q + p2), sum2);
      sum3 = y.fma(load(x, q + p3), sum3);
      sum4 = y.fma(load(x, q + p4), sum4);
    }
    sum0.intoArray(s, s0 + i0 * LANES);
    sum1.intoArray(s, s0 + i1 * LANES);
    sum2.intoArray(s, s0 + i2 * LANES);
    sum3.intoArray(s, s0 + i3 * LANES);
    sum4.intoArray(s, s0 + i4 * LANES);
  }

  static void scatter(
      int n, float[] g, int[] at, int[] pieces, float[] w, int w0, float[] x, int copy) {
    int i = 0;
    for (; i + 5 <= pieces.length; i += 5) {
      if (L == LANES) {
        scatterFive(n, g, at, pieces, i, w, w0 + i * LANES, x, copy);
      } else if (L == LANES / 2) {
        scatterFiveHalved(n, g, at, pieces, i, w, w0 + i * LANES, x, copy);
      } else {
        scatterNarrow(n, g, at, pieces, i, i + 5, w, w0, x, copy);
      }
    }
    for (; i < pieces.length; i++) {
      if (L == LANES) {
        scatterOne(n, g, at, pieces[i], w, w0 + i * LANES, x, copy);
      } else {
        scatterNarrow(n, g, at, pieces, i, i + 1, w, w0, x, copy);
      }
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

  /** The same by two vectors for each piece. */
  private static void scatterFiveHalved(
      int n, float[] g, int[] at, int[] pieces, int i, float[] w, int w0, float[] x, int copy) {
    int p0 = pieces[i], p1 = pieces[i + 1], p2 = pieces[i + 2];
    int p3 = pieces[i + 3], p4 = pieces[i + 4];
    FloatVector y0 = load(w, w0), z0 = load(w, w0 + L);
    FloatVector y1 = load(w, w0 + 2 * L), z1 = load(w, w0 + 3 * L);
    FloatVector y2 = load(w, w0 + 4 * L), z2 = load(w, w0 + 5 * L);
    FloatVector y3 = load(w, w0 + 6 * L), z3 = load(w, w0 + 7 * L);
    FloatVector y4 = load(w, w0 + 8 * L), z4 = load(w, w0 + 9 * L);
    for (int k = 0; k < n; k++) {
      FloatVector v = FloatVector.broadcast(S, g[k]);
      int q = k % 4 * copy + at[k];
      v.fma(y0, load(x, q + p0)).intoArray(x, q + p0);
      v.fma(z0, load(x, q + p0 + L)).intoArray(x, q + p0 + L);
      v.fma(y1, load(x, q + p1)).intoArray(x, q + p1);
      v.fma(z1, load(x, q + p1 + L)).intoArray(x, q + p1 + L);
      v.fma(y2, load(x, q + p2)).intoArray(x, q + p2);
      v.fma(z2, load(x, q + p2 + L)).intoArray(x, q + p2 + L);
      v.fma(y3, load(x, q + p3)).intoArray(x, q + p3);
      v.fma(z3, load(x, q + p3 + L)).intoArray(x, q + p3 + L);
      v.fma(y4, load(x, q + p4)).intoArray(x, q + p4);
      v.fma(z4, load(x, q + p4 + L)).intoArray(x, q + p4 + L);
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

  /** Pieces from {@code i} to {@code end} by several vectors each. */
  private static void scatterNarrow(
      int n,
      float[] g,
      int[] at,
      int[] pieces,
      int i,
      int end,
      float[] w,
      int w0,
      float[] x,
      int copy) {
    for (int k = 0; k < n; k++) {
      FloatVector v = FloatVector.broadcast(S, g[k]);
      int q = k % 4 * copy + at[k];
      for (int m = i; m < end; m++) {
        int to = q + pieces[m], from = w0 + m * LANES;
        for (int lane = 0; lane < LANES; lane += L) {
          v.fma(load(w, from + lane), load(x, to + lane)).intoArray(x, to + lane);
        }
      }
    }
  }
}
