package assignment12;

/** What the exam asks of a submission: numbers in, numbers out. */
public interface CnnQuestions {
  /**
   * A convolution forward and, {@code times} times, backward: y, dx, dW, db, and then x and dy as
   * they were left.
   *
   * @param sizes N, in, H, W, out, kernel
   */
  double[][] convolve(int[] sizes, double[] x, double[] w, double[] b, double[] dy, int times);

  /**
   * Trains a small net and then classifies other images.
   *
   * @param images 3·32·32 bytes each, to train on in this order
   * @param labels of them
   * @param seed of the net's first weights
   * @return the class of each of {@code others}
   */
  byte[] classify(byte[] images, byte[] labels, byte[] others, int seed);
}
