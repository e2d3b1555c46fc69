package moments.train;

import moments.train.History.Point;

/**
 * How far a {@link Trainer} has come.
 *
 * @param step updates so far
 * @param images seen so far, repeats included
 * @param nanoseconds of training so far, without evaluation
 * @param lossSum over the batches since the last point
 * @param batches since the last point
 */
public record Progress(long step, long images, long nanoseconds, double lossSum, long batches) {
  /** Before the first step. */
  public static final Progress NONE = new Progress(0, 0, 0, 0, 0);

  /** One more step, on a batch of {@code size} images. */
  Progress plusStep(int size, double loss) {
    return new Progress(step + 1, images + size, nanoseconds, lossSum + loss, batches + 1);
  }

  Progress plusNanoseconds(long passed) {
    return new Progress(step, images, nanoseconds + passed, lossSum, batches);
  }

  /** The point of the last step, without losses and accuracy where the test's are not finite. */
  Point point(String name, long seed, int steps, Evaluation tested) {
    boolean finite = Double.isFinite(tested.loss());
    return new Point(
        name,
        seed,
        (int) ((step - 1) / steps) + 1,
        step,
        images,
        nanoseconds / 1e9,
        finite ? meanLoss() : Double.NaN,
        finite ? tested.loss() : Double.NaN,
        finite ? tested.accuracy() : Double.NaN);
  }

  /** A point was recorded. */
  Progress afterPoint() {
    return new Progress(step, images, nanoseconds, 0, 0);
  }

  double meanLoss() {
    return lossSum / batches;
  }

  /** The number of epochs that are over, with the points at their ends. */
  int epochs(int steps) {
    return (int) ((batches > 0 ? step - 1 : step) / steps);
  }

  /** Whether a point is due that is recorded every so many steps and at the end of an epoch. */
  boolean isPointDue(int evaluateEvery, int steps) {
    return batches > 0 && (step % evaluateEvery == 0 || step % steps == 0);
  }
}
