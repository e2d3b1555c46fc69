package moments.nn;

import java.util.Random;
import moments.tensor.Tensor;

/** Tensors for tests, and how far two of them are apart. */
public final class Values {
  private Values() {}

  /** Standard normal values. */
  public static Tensor normal(long seed, int... shape) {
    Random random = new Random(seed);
    Tensor t = Tensor.zeros(shape);
    for (int i = 0; i < t.size(); i++) {
      t.data()[i] = (float) random.nextGaussian();
    }
    return t;
  }

  /** The numbers as given, under a shape. */
  public static Tensor of(int[] shape, double... values) {
    Tensor t = Tensor.zeros(shape);
    for (int i = 0; i < values.length; i++) {
      t.data()[i] = (float) values[i];
    }
    return t;
  }

  public static int[] shape(int... dims) {
    return dims;
  }

  public static double dot(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += (double) a.data()[i] * b.data()[i];
    }
    return sum;
  }

  /** {@code ‖a − b‖ / ‖b‖}. */
  public static double distance(Tensor a, Tensor b) {
    return a.minus(b).norm() / Math.max(b.norm(), Float.MIN_NORMAL);
  }
}
