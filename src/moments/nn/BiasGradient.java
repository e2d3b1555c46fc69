package moments.nn;

import moments.kernel.Sums;
import moments.tensor.Tensor;

/** The gradient of a bias. */
final class BiasGradient {
  private BiasGradient() {}

  /** {@code sums[c] ← sums[c] + Σ t[n, c, …]} over everything but axis 1. */
  static void add(Tensor t, float[] sums) {
    int run = t.size() / (t.dim(0) * t.dim(1));
    for (int n = 0; n < t.dim(0); n++) {
      for (int c = 0; c < t.dim(1); c++) {
        sums[c] += Sums.sum(t.data(), (n * t.dim(1) + c) * run, run);
      }
    }
  }
}
