package moments.train;

import moments.data.Batch;
import moments.data.DataLoader;
import moments.fast.Fast;
import moments.nn.Layer;
import moments.nn.Loss;
import moments.tensor.Tensor;

/**
 * How well a net does on a set of images.
 *
 * @param loss mean cross-entropy over the images
 * @param accuracy fraction of the images whose largest logit is that of their class
 */
public record Evaluation(double loss, double accuracy) {
  /**
   * Evaluates {@link Fast#of} {@code net} on every image of {@code test}, then puts the net back
   * into training mode.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static Evaluation of(Layer net, DataLoader test) throws InterruptedException {
    return asIs(Fast.of(net), test);
  }

  /** Evaluates {@code net} as it is, compiled or not. */
  static Evaluation asIs(Layer net, DataLoader test) throws InterruptedException {
    double loss = 0;
    int right = 0;
    int images = 0;
    net.train(false);
    try {
      for (Batch batch : test.epoch(1)) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        Tensor logits = net.forward(batch.x());
        loss += Loss.crossEntropy(logits, batch.labels()).value() * batch.size();
        right += right(logits, batch.labels());
        images += batch.size();
      }
    } finally {
      net.train(true);
    }
    return new Evaluation(loss / images, (double) right / images);
  }

  private static int right(Tensor logits, int[] labels) {
    int classes = logits.dim(1);
    int right = 0;
    for (int n = 0; n < labels.length; n++) {
      int best = 0;
      for (int k = 1; k < classes; k++) {
        if (logits.data()[n * classes + k] > logits.data()[n * classes + best]) {
          best = k;
        }
      }
      right += best == labels[n] ? 1 : 0;
    }
    return right;
  }
}
