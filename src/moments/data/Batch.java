package moments.data;

import moments.tensor.Tensor;

/**
 * Images and their labels.
 *
 * @param x the normalised images [N, 3, 32, 32]
 * @param labels the class of each, 0 … 9 [N]
 */
public record Batch(Tensor x, int[] labels) {
  static Batch ofSize(int n) {
    return new Batch(Tensor.zeros(n, Dataset.CHANNELS, Dataset.SIDE, Dataset.SIDE), new int[n]);
  }

  /** The number of images, N. */
  public int size() {
    return labels.length;
  }
}
