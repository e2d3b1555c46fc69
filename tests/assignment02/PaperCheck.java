package assignment02;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A gradient check as lesson 1 has it, or with a mistake built in. */
record PaperCheck(CheckMistake mistake, ToDoubleFunction<double[]> loss) {
  private static final double H = 1e-5;
  private static final double TOLERANCE = 1e-6;

  /** The central difference; leaves {@code theta} as the mistake does. */
  double central(double[] theta, int index, double h) {
    int i = mistake == CheckMistake.FIRST_ELEMENT ? 0 : index;
    double start = theta[i];
    theta[i] = start + h;
    double right = loss.applyAsDouble(theta);
    theta[i] = mistake == CheckMistake.ONE_SIDED ? start : start - h;
    double left = loss.applyAsDouble(theta);
    theta[i] =
        switch (mistake) {
          case NOT_PUT_BACK -> start - h;
          case ADDED_BACK -> start + h - 2 * h + h;
          default -> start;
        };
    return switch (mistake) {
      case ONE_SIDED, DIVIDED_BY_H -> (right - left) / h;
      case LEFT_MINUS_RIGHT -> (left - right) / (2 * h);
      default -> (right - left) / (2 * h);
    };
  }

  double relativeError(double a, double n) {
    if (a == n && mistake != CheckMistake.ZERO_OVER_ZERO) {
      return 0;
    }
    double difference = mistake == CheckMistake.SIGNED ? a - n : Math.abs(a - n);
    return switch (mistake) {
      case ABSOLUTE -> difference;
      case BY_COMPUTED -> difference / Math.abs(a);
      case BY_NUMERICAL -> difference / Math.abs(n);
      case BY_SUM -> difference / (Math.abs(a) + Math.abs(n));
      default -> difference / Math.max(Math.abs(a), Math.abs(n));
    };
  }

  double worst(double[] theta, double[] gradient, double h) {
    double[] errors =
        IntStream.range(0, theta.length)
            .mapToDouble(i -> relativeError(gradient[i], central(theta, i, h)))
            .toArray();
    return switch (mistake) {
      case LAST -> errors[errors.length - 1];
      case MEAN -> Arrays.stream(errors).average().orElse(0);
      case SUM -> Arrays.stream(errors).sum();
      default -> Arrays.stream(errors).reduce(0, Math::max);
    };
  }

  boolean passes(double[] theta, double[] gradient) {
    double worst = worst(theta, gradient, H);
    return mistake == CheckMistake.NAN_IS_NOT_LARGER ? !(worst > TOLERANCE) : worst <= TOLERANCE;
  }
}
