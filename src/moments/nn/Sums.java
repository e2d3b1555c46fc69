package moments.nn;

import moments.tensor.Tensor;

/** Sums in a fixed order, fast enough without SIMD. */
final class Sums {
  private Sums() {}

  /** {@code sums[c] ← sums[c] + Σ t[n, c, …]} over everything but axis 1. */
  static void addOverImages(Tensor t, float[] sums) {
    int run = t.size() / (t.dim(0) * t.dim(1));
    for (int n = 0; n < t.dim(0); n++) {
      for (int c = 0; c < t.dim(1); c++) {
        sums[c] += sum(t.data(), (n * t.dim(1) + c) * run, run);
      }
    }
  }

  /** The sum of a run of floats: four partial sums, as an addition waits for the one before. */
  private static float sum(float[] x, int from, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = from;
    for (; i + 4 <= from + n; i += 4) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
    }
    for (; i < from + n; i++) {
      s0 += x[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
