package moments.fast;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import moments.nn.Conv2d;
import moments.nn.Flatten;
import moments.nn.Init;
import moments.nn.Linear;
import moments.nn.MaxPool2d;
import moments.nn.Relu;
import moments.nn.Sequential;
import moments.simd.Simd;

/**
 * Prints which loops run and ten losses; started in JVMs of its own.
 *
 * <p>The argument says how often to train from the start; the losses are those of the last time.
 */
final class TinyTraining {
  private TinyTraining() {}

  public static void main(String[] args) {
    System.out.println(Simd.description());
    double[] losses = {};
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      losses = train();
    }
    Arrays.stream(losses).forEach(System.out::println);
  }

  private static double[] train() {
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
    Init.PYTORCH.apply(net, 1);
    TrainingStep step =
        new TrainingStep(net, TrainingStep.normal(3, 3, 12, 12), new int[] {4, 0, 9});
    return DoubleStream.generate(step::run).limit(10).toArray();
  }
}
