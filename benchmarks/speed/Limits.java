package speed;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import moments.parallel.Workers;

/** What the machine can do at most, to stand beside what the library does with it. */
final class Limits {
  /** Floating-point operations of {@link #fma}. */
  static final int FLOPS = 200_000_000;

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int SUMS = 12;
  private static final int TASKS = 8;
  private static final int CHUNK = 1 << 14;

  private Limits() {}

  /**
   * Multiplies and adds in registers only, on all threads, in as many sums at a time as hide how
   * long one takes and as the registers of any processor hold; returns one of the sums.
   */
  static float fma() {
    float[] sums = new float[TASKS];
    Workers.forEach(TASKS, task -> sums[task] = fma(FLOPS / TASKS));
    return sums[0];
  }

  private static float fma(int flops) {
    FloatVector x = FloatVector.broadcast(S, 0.5f);
    FloatVector s0 = x, s1 = s0.add(x), s2 = s1.add(x), s3 = s2.add(x);
    FloatVector s4 = s3.add(x), s5 = s4.add(x), s6 = s5.add(x), s7 = s6.add(x);
    FloatVector s8 = s7.add(x), s9 = s8.add(x), s10 = s9.add(x), s11 = s10.add(x);
    for (int i = 0; i < flops / (2 * L * SUMS); i++) {
      s0 = s0.fma(x, x);
      s1 = s1.fma(x, x);
      s2 = s2.fma(x, x);
      s3 = s3.fma(x, x);
      s4 = s4.fma(x, x);
      s5 = s5.fma(x, x);
      s6 = s6.fma(x, x);
      s7 = s7.fma(x, x);
      s8 = s8.fma(x, x);
      s9 = s9.fma(x, x);
      s10 = s10.fma(x, x);
      s11 = s11.fma(x, x);
    }
    FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
    FloatVector all = low.add(s6).add(s7).add(s8).add(s9).add(s10).add(s11);
    return all.lane(0);
  }

  /**
   * Memory as Adam uses it and next to no arithmetic: of n elements each, reads four arrays and
   * writes three of them, on all threads.
   */
  static final class Stream {
    private final float[] g;
    private final float[] m;
    private final float[] v;
    private final float[] theta;

    Stream(int n) {
      g = new float[n];
      m = new float[n];
      v = new float[n];
      theta = new float[n];
    }

    /** Once through; returns one of the numbers. */
    float run() {
      Workers.forEach((g.length - 1) / CHUNK + 1, this::chunk);
      return theta[0];
    }

    private void chunk(int task) {
      int end = S.loopBound(Math.min(g.length, (task + 1) * CHUNK));
      for (int i = task * CHUNK; i < end; i += L) {
        FloatVector gi = FloatVector.fromArray(S, g, i);
        FloatVector.fromArray(S, m, i).add(gi).intoArray(m, i);
        FloatVector.fromArray(S, v, i).add(gi).intoArray(v, i);
        FloatVector.fromArray(S, theta, i).add(gi).intoArray(theta, i);
      }
    }
  }
}
