package assignments;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import moments.grading.Student;

/** Random input of the test that runs, the same for every student. */
public final class Draw {
  private final Random random = Student.random();

  /** Three digits, so that a message can be worked out on paper. */
  public double between(double low, double high) {
    return new BigDecimal(random.nextDouble(low, high)).round(new MathContext(3)).doubleValue();
  }

  /** As many of them as asked for. */
  public double[] between(double low, double high, int count) {
    double[] all = new double[count];
    Arrays.setAll(all, i -> between(low, high));
    return all;
  }

  /** The same number again and again. */
  public static double[] same(double x, int times) {
    double[] all = new double[times];
    Arrays.fill(all, x);
    return all;
  }
}
