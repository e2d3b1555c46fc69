package moments.sweep;

import java.util.Arrays;
import java.util.List;

/** What a budget of so many trials leads to on average. */
final class Budget {
  private Budget() {}

  /**
   * The best validation accuracy after 1, 2, … trials, of which the first has the defaults; empty
   * while that one is not finished.
   *
   * <p>Trials of widened ranges are left out: they were drawn in the light of the others.
   */
  static double[] curve(Sweep sweep, String optimizer) {
    List<Run> first =
        sweep.plan().trials().stream().filter(run -> run.optimizer().equals(optimizer)).toList();
    List<Outcome> done = sweep.outcomes(first);
    if (done.isEmpty() || !done.get(0).run().equals(first.get(0))) {
      return new double[0];
    }
    double[] accuracies = done.stream().mapToDouble(Outcome::accuracy).toArray();
    double[] best = new double[accuracies.length];
    Arrays.setAll(best, i -> expectedBest(accuracies, i + 1));
    return best;
  }

  /**
   * The mean of the best of the first and {@code n} − 1 others, over all choices of these: the i-th
   * smallest of N is the best of m with probability C(i−1, m−1)/C(N, m) (Dodge et al. 2019).
   */
  static double expectedBest(double[] accuracies, int n) {
    double first = accuracies[0];
    double[] others = Arrays.copyOfRange(accuracies, 1, accuracies.length);
    Arrays.sort(others);
    int m = n - 1;
    if (m == 0) {
      return first;
    }
    double mean = 0;
    double share = 1; // that none of the larger ones is among the m
    for (int i = others.length; i >= m; i--) {
      double best = share * m / i; // that this one is, of i that are left
      mean += best * Math.max(first, others[i - 1]);
      share -= best;
    }
    return mean;
  }
}
