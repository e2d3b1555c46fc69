package moments.nn;

import moments.tensor.Tensor;

/**
 * How wrong a prediction is, and in which direction that grows fastest.
 *
 * @param value the loss, a mean over the batch
 * @param grad ∂value/∂prediction, of the shape of the prediction: the start of {@code backward}
 */
public record Loss(double value, Tensor grad) {
  /**
   * Softmax cross-entropy in nats: minus the log of the right class's probability, on average.
   *
   * <pre>
   * p[n, k] = exp(z[n, k]) / Σ exp(z[n, l])    over l
   * loss    = −1/N · Σ log p[n, label[n]]      over n
   * dz      = (p − onehot(label)) / N
   * </pre>
   *
   * <p>Given logits z and label t of one example, {@code −log p[t] = log Σ exp(z[l]) − z[t]}. With
   * respect to z[k] the first term has the derivative {@code exp(z[k]) / Σ exp(z[l]) = p[k]} and
   * z[t] has 1 for k = t, else 0, which is onehot(t): their difference is p − onehot(t).
   *
   * <p>Softmax does not change when all logits of an example change by the same number: the largest
   * is subtracted first, so that no exponential overflows. A NaN makes the loss NaN.
   *
   * @param logits z [N, K], N ≥ 1, not changed
   * @param labels the class of each example [N], 0 … K−1
   * @throws IllegalArgumentException for other shapes and labels
   */
  public static Loss crossEntropy(Tensor logits, int[] labels) {
    Tensor grad = Tensor.zerosLike(logits);
    return new Loss(crossEntropy(logits, labels, grad), grad);
  }

  /** The same without a new tensor: returns the value and overwrites {@code grad} [N, K]. */
  public static double crossEntropy(Tensor logits, int[] labels, Tensor grad) {
    boolean batch = logits.rank() == 2 && logits.size() > 0 && logits.dim(0) == labels.length;
    if (!batch || !grad.sameShape(logits)) {
      throw new IllegalArgumentException(
          "Loss.crossEntropy: expected logits and grad [N, K] and N labels, N ≥ 1, got %s, %s and %d labels"
              .formatted(logits.shapeText(), grad.shapeText(), labels.length));
    }
    double sum = 0;
    for (int n = 0; n < labels.length; n++) {
      requireLabel(labels, n, logits);
      sum += example(logits, n, labels[n], grad);
    }
    return sum / labels.length;
  }

  private static void requireLabel(int[] labels, int n, Tensor logits) {
    if (labels[n] < 0 || labels[n] >= logits.dim(1)) {
      throw new IllegalArgumentException(
          "Loss.crossEntropy: labels[%d] is %d, expected 0 … %d as logits are %s"
              .formatted(n, labels[n], logits.dim(1) - 1, logits.shapeText()));
    }
  }

  // @start region="example"
  /** Returns −log p[n, label] and writes row n of the gradient. */
  private static double example(Tensor logits, int n, int label, Tensor grad) {
    int classes = logits.dim(1);
    int examples = logits.dim(0);
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      max = Math.max(max, logits.get(n, k));
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += StrictMath.exp(logits.get(n, k) - max);
    }
    for (int k = 0; k < classes; k++) {
      double p = StrictMath.exp(logits.get(n, k) - max) / sum;
      grad.data()[n * classes + k] = (float) ((k == label ? p - 1 : p) / examples);
    }
    return StrictMath.log(sum) - (logits.get(n, label) - max);
  }
  // @end
}
