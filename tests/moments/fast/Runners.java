package moments.fast;

import moments.nn.MaxPool2d;
import moments.tensor.Tensor;

/** How close the runner-up of a pool's window comes to its winner. */
final class Runners {
  private Runners() {}

  /** The least distance over all windows on x; that of equal elements which ReLU set to 0 is ∞. */
  static double distance(MaxPool2d pool, Tensor x) {
    int[][] windows = PoolWindows.elements(pool.window(), x.dim(2), x.dim(3), 1);
    int plane = x.dim(2) * x.dim(3);
    double least = Double.POSITIVE_INFINITY;
    for (int from = 0; from < x.size(); from += plane) {
      for (int[] window : windows) {
        least = Math.min(least, distance(window, x.data(), from));
      }
    }
    return least;
  }

  private static double distance(int[] window, float[] x, int from) {
    float first = Float.NEGATIVE_INFINITY;
    float second = Float.NEGATIVE_INFINITY;
    for (int at : window) {
      float value = x[from + at];
      second = Math.max(second, Math.min(first, value));
      first = Math.max(first, value);
    }
    return window.length == 1 || first == 0 ? Double.POSITIVE_INFINITY : (double) first - second;
  }
}
