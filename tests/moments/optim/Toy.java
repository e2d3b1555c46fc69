package moments.optim;

import java.util.Objects;
import moments.nn.Parameter;
import moments.tensor.Tensor;

/** Small problems on which to watch an optimizer. */
final class Toy {
  private Toy() {}

  static Parameter parameter(float... theta) {
    return new Parameter("theta", Tensor.of(theta, theta.length));
  }

  /** One step on gradient {@code g}; returns the change of the first element. */
  static double step(Optimizer optimizer, double... g) {
    Parameter p = optimizer.parameters().get(0);
    for (int i = 0; i < g.length; i++) {
      p.grad().data()[i] = (float) g[i];
    }
    double before = p.value().data()[0];
    optimizer.step();
    return p.value().data()[0] - before;
  }

  /** The state of {@code p} that is called {@code name}. */
  static Tensor state(Optimizer optimizer, Parameter p, String name) {
    return Objects.requireNonNull(optimizer.state(p).get(name), name);
  }

  /** Steps on f(x, y) = 0.1x² + 2y². */
  static void descendBowl(Optimizer optimizer, int steps) {
    float[] theta = optimizer.parameters().get(0).value().data();
    for (int t = 0; t < steps; t++) {
      step(optimizer, 0.2 * theta[0], 4.0 * theta[1]);
    }
  }

  /** f(x, y) = 0.1x² + 2y² at {@code p}. */
  static double bowl(Parameter p) {
    double x = p.value().data()[0];
    double y = p.value().data()[1];
    return 0.1 * x * x + 2 * y * y;
  }

  /** Steps on the bowl turned by 45°: f = 0.1·((x + y)/√2)² + 2·((y − x)/√2)². */
  static void descendTurnedBowl(Optimizer optimizer, int steps) {
    float[] theta = optimizer.parameters().get(0).value().data();
    for (int t = 0; t < steps; t++) {
      double along = 0.1 * (theta[0] + theta[1]);
      double across = 2.0 * (theta[1] - theta[0]);
      step(optimizer, along - across, along + across);
    }
  }

  /** The bowl turned by 45° at {@code p}. */
  static double turnedBowl(Parameter p) {
    double x = p.value().data()[0];
    double y = p.value().data()[1];
    return 0.05 * (x + y) * (x + y) + (y - x) * (y - x);
  }
}
