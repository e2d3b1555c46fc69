package moments.simd;

import static moments.simd.VectorLoops.ZEROS;
import static moments.simd.VectorLoops.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Tiles of one vector, for what is left of a row. */
final class VectorStrips {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private VectorStrips() {}

  /** Rows of A by fives that lie one float apart: one address and one check for all five. */
  static void tile15x1(
      IndexedProduct p,
      int i,
      int last,
      int k,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    int end = VectorLoops.end(p, k);
    int[] aTap = p.aTap(), bRow = p.bRow(), cRow = p.cRow();
    int j = Math.min(i + 5, last), m = Math.min(i + 10, last);
    int r0 = a0 + p.aRow()[i], r5 = a0 + p.aRow()[j], r10 = a0 + p.aRow()[m];
    int old = p.overwrites() && k == 0 ? 0 : 1, c1 = old * c0;
    float[] from = old == 0 ? ZEROS : c;
    FloatVector s0 = load(from, old * cRow[i] + c1), s1 = load(from, old * cRow[i + 1] + c1);
    FloatVector s2 = load(from, old * cRow[i + 2] + c1), s3 = load(from, old * cRow[i + 3] + c1);
    FloatVector s4 = load(from, old * cRow[i + 4] + c1), s5 = load(from, old * cRow[j] + c1);
    FloatVector s6 = load(from, old * cRow[j + 1] + c1), s7 = load(from, old * cRow[j + 2] + c1);
    FloatVector s8 = load(from, old * cRow[j + 3] + c1), s9 = load(from, old * cRow[j + 4] + c1);
    FloatVector s10 = load(from, old * cRow[m] + c1), s11 = load(from, old * cRow[m + 1] + c1);
    FloatVector s12 = load(from, old * cRow[m + 2] + c1), s13 = load(from, old * cRow[m + 3] + c1);
    FloatVector s14 = load(from, old * cRow[m + 4] + c1);
    for (; k < end; k++) {
      FloatVector y = load(b, b0 + bRow[k]);
      int t = aTap[k], x0 = r0 + t, x5 = r5 + t, x10 = r10 + t;
      s0 = FloatVector.broadcast(S, a[x0]).fma(y, s0);
      s1 = FloatVector.broadcast(S, a[x0 + 1]).fma(y, s1);
      s2 = FloatVector.broadcast(S, a[x0 + 2]).fma(y, s2);
      s3 = FloatVector.broadcast(S, a[x0 + 3]).fma(y, s3);
      s4 = FloatVector.broadcast(S, a[x0 + 4]).fma(y, s4);
      s5 = FloatVector.broadcast(S, a[x5]).fma(y, s5);
      s6 = FloatVector.broadcast(S, a[x5 + 1]).fma(y, s6);
      s7 = FloatVector.broadcast(S, a[x5 + 2]).fma(y, s7);
      s8 = FloatVector.broadcast(S, a[x5 + 3]).fma(y, s8);
      s9 = FloatVector.broadcast(S, a[x5 + 4]).fma(y, s9);
      s10 = FloatVector.broadcast(S, a[x10]).fma(y, s10);
      s11 = FloatVector.broadcast(S, a[x10 + 1]).fma(y, s11);
      s12 = FloatVector.broadcast(S, a[x10 + 2]).fma(y, s12);
      s13 = FloatVector.broadcast(S, a[x10 + 3]).fma(y, s13);
      s14 = FloatVector.broadcast(S, a[x10 + 4]).fma(y, s14);
    }
    s0.intoArray(c, c0 + cRow[i]);
    s1.intoArray(c, c0 + cRow[i + 1]);
    s2.intoArray(c, c0 + cRow[i + 2]);
    s3.intoArray(c, c0 + cRow[i + 3]);
    s4.intoArray(c, c0 + cRow[i + 4]);
    s5.intoArray(c, c0 + cRow[j]);
    s6.intoArray(c, c0 + cRow[j + 1]);
    s7.intoArray(c, c0 + cRow[j + 2]);
    s8.intoArray(c, c0 + cRow[j + 3]);
    s9.intoArray(c, c0 + cRow[j + 4]);
    s10.intoArray(c, c0 + cRow[m]);
    s11.intoArray(c, c0 + cRow[m + 1]);
    s12.intoArray(c, c0 + cRow[m + 2]);
    s13.intoArray(c, c0 + cRow[m + 3]);
    s14.intoArray(c, c0 + cRow[m + 4]);
  }

  static void tile8x1(
      IndexedProduct p,
      int i,
      int last,
      int k,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0) {
    int end = VectorLoops.end(p, k);
    int[] aTap = p.aTap(), bRow = p.bRow();
    int r0 = a0 + p.aRow()[i], o0 = c0 + p.cRow()[i];
    int i1 = Math.min(i + 1, last), r1 = a0 + p.aRow()[i1], o1 = c0 + p.cRow()[i1];
    int i2 = Math.min(i + 2, last), r2 = a0 + p.aRow()[i2], o2 = c0 + p.cRow()[i2];
    int i3 = Math.min(i + 3, last), r3 = a0 + p.aRow()[i3], o3 = c0 + p.cRow()[i3];
    int i4 = Math.min(i + 4, last), r4 = a0 + p.aRow()[i4], o4 = c0 + p.cRow()[i4];
    int i5 = Math.min(i + 5, last), r5 = a0 + p.aRow()[i5], o5 = c0 + p.cRow()[i5];
    int i6 = Math.min(i + 6, last), r6 = a0 + p.aRow()[i6], o6 = c0 + p.cRow()[i6];
    int i7 = Math.min(i + 7, last), r7 = a0 + p.aRow()[i7], o7 = c0 + p.cRow()[i7];
    int old = p.overwrites() && k == 0 ? 0 : 1;
    float[] start = old == 0 ? ZEROS : c;
    FloatVector s0 = load(start, old * o0), s1 = load(start, old * o1);
    FloatVector s2 = load(start, old * o2), s3 = load(start, old * o3);
    FloatVector s4 = load(start, old * o4), s5 = load(start, old * o5);
    FloatVector s6 = load(start, old * o6), s7 = load(start, old * o7);
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
}
