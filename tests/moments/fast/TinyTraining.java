package moments.fast;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import moments.nn.Conv2d;
import moments.nn.Flatten;
import moments.nn.Init;
import moments.nn.Linear;
import moments.nn.MaxPool2d;
import moments.nn.Relu;
import moments.nn.Sequential;
import moments.simd.Simd;

/**
 * Prints which loops run and ten losses of each of two nets, which between them take every way
 * through the engine; started in JVMs of its own.
 *
 * <p>The argument says how often to train from the start; the losses are those of the last time.
 */
final class TinyTraining {
  private TinyTraining() {}

  public static void main(String[] args) {
    System.out.println(Simd.description());
    double[] losses = {};
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      losses = DoubleStream.concat(few(), many()).toArray();
    }
    Arrays.stream(losses).forEach(System.out::println);
  }

  /** Losses of odd sizes and a batch smaller than a vector. */
  private static DoubleStream few() {
    Sequential net =
        new Sequential(
            new Conv2d(3, 5, 3),
            new Relu(),
            new MaxPool2d(2),
            new Conv2d(5, 18, 3, 1, 1),
            new Relu(),
            new MaxPool2d(3, 2, 1),
            new Flatten(),
            new Linear(18 * 9, 21),
            new Relu(),
            new Linear(21, 10));
    return losses(net, 3);
  }

  /** Losses of a convolution by tiles, one by channels, and batches larger than a vector. */
  private static DoubleStream many() {
    Sequential net =
        new Sequential(
            new Conv2d(3, 16, 5, 1, 2),
            new Relu(),
            new Conv2d(16, 32, 5, 1, 2),
            new Relu(),
            new MaxPool2d(3, 2, 1),
            new Flatten(),
            new Linear(32 * 36, 120),
            new Relu(),
            new Linear(120, 10));
    return losses(net, 21);
  }

  private static DoubleStream losses(Sequential net, int batch) {
    Init.PYTORCH.apply(net, 1);
    int[] labels = IntStream.range(0, batch).map(n -> (n * n + 4) % 10).toArray();
    TrainingStep step = new TrainingStep(net, TrainingStep.normal(batch, 3, 12, 12), labels);
    return DoubleStream.generate(step::run).limit(10);
  }
}
