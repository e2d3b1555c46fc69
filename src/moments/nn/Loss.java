package moments.nn;

import moments.tensor.Tensor;

/**
 * How wrong a prediction is, and which way is better.
 *
 * @param value the loss, a mean over the batch
 * @param grad ∂value/∂prediction, of the shape of the prediction: the start of {@code backward}
 */
public record Loss(double value, Tensor grad) {
  /**
   * Softmax cross-entropy, {@code −1/N · Σₙ log pₙ[labelₙ]} with {@code p = softmax(logits)}.
   *
   * <p>The gradient is {@code (p − onehot(label))/N}. The largest logit is subtracted before the
   * exponential, so that large logits do not overflow; a NaN makes the loss NaN.
   *
   * @param logits [N, K], not changed
   * @param labels N class numbers in 0 … K−1
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
    int classes = logits.dim(1);
    double sum = 0;
    for (int n = 0; n < labels.length; n++) {
      if (labels[n] < 0 || labels[n] >= classes) {
        throw new IllegalArgumentException(
            "Loss.crossEntropy: labels[%d] is %d, expected 0 … %d as logits are %s"
                .formatted(n, labels[n], classes - 1, logits.shapeText()));
      }
      sum += example(logits.data(), n * classes, classes, labels[n], labels.length, grad.data());
    }
    return sum / labels.length;
  }

  /** The loss of the example whose K logits start at {@code start}; writes its row of the grad. */
  private static double example(
      float[] logits, int start, int classes, int label, int batch, float[] grad) {
    float max = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      max = Math.max(max, logits[start + k]);
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += StrictMath.exp((double) logits[start + k] - max);
    }
    for (int k = 0; k < classes; k++) {
      double p = StrictMath.exp((double) logits[start + k] - max) / sum;
      grad[start + k] = (float) ((k == label ? p - 1 : p) / batch);
    }
    return StrictMath.log(sum) - ((double) logits[start + label] - max);
  }
}
