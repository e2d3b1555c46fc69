package moments.nn;

import java.util.Arrays;
import java.util.stream.Stream;
import moments.tensor.Tensor;

/** One of each layer with an input for it, for the tests of what all layers have in common. */
public final class Layers {
  /** A layer, its input and the name that its messages start with. */
  public record Example(String name, Layer layer, Tensor x) {
    @Override
    public String toString() {
      return layer + " of x " + x.shapeText();
    }
  }

  private Layers() {}

  public static Stream<Example> all() {
    return Stream.of(
        example(new Conv2d(3, 4, 3), 2, 3, 7, 5),
        example(new Conv2d(2, 5, 4, 2, 3), 3, 2, 5, 8),
        example(new Linear(7, 3), 4, 7),
        example(new Relu(), 3, 5),
        example(new MaxPool2d(2), 2, 3, 7, 4),
        example(new MaxPool2d(3, 2, 1), 2, 2, 6, 9),
        example(new MaxPool2d(2, 1, 0), 1, 2, 4, 3),
        example(new Flatten(), 2, 3, 4, 5),
        example(new Dropout(0.4, 3), 6, 7));
  }

  private static Example example(Layer layer, int... shape) {
    return new Example(layer.getClass().getSimpleName(), layer, spread(shape));
  }

  /** Values 0.1 apart and at least 0.05 from 0 in random order, so that no maximum is near. */
  private static Tensor spread(int... shape) {
    Tensor x = Values.normal(5, shape);
    float[] sorted = x.data().clone();
    Arrays.sort(sorted);
    for (int i = 0; i < x.size(); i++) {
      int rank = Arrays.binarySearch(sorted, x.data()[i]);
      x.data()[i] = 0.1f * (rank - x.size() / 2) + 0.05f;
    }
    return x;
  }

  public static int[] dims(String shape) {
    return Stream.of(shape.split(" ")).mapToInt(Integer::parseInt).toArray();
  }
}
