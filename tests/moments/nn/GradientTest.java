package moments.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gradient against central differences {@code (L(θ + hd) − L(θ − hd)) / 2h}. */
class GradientTest {
  static Stream<Layers.Example> layers() {
    return Layers.all().filter(e -> !(e.layer() instanceof Dropout));
  }

  /**
   * The layers are linear between the kinks of ReLU and maximum, which the inputs keep away from,
   * so that h may be large and rounding is all that is left of the error.
   */
  @ParameterizedTest
  @MethodSource("layers")
  void ofEachLayer(Layers.Example e) {
    Tensor weights = Values.normal(1, e.layer().forward(e.x()).shape());
    Tensor dx = e.layer().backward(weights);
    check(e, e.x(), dx.copy(), weights, "x");
    List<Parameter> parameters = e.layer().parameters();
    for (Parameter p : parameters) {
      check(e, p.value(), p.grad(), weights, p.name());
    }
  }

  private static void check(
      Layers.Example e, Tensor variable, Tensor grad, Tensor weights, String name) {
    Tensor start = variable.copy();
    Tensor step = clamped(Values.normal(2, variable.shape()).times(0.02));
    variable.set(start.plus(step));
    double above = Values.dot(weights, e.layer().forward(e.x()));
    variable.set(start.minus(step));
    double below = Values.dot(weights, e.layer().forward(e.x()));
    variable.set(start);
    double expected = (above - below) / 2;
    double scale = grad.norm() * step.norm() / Math.sqrt(grad.size());
    assertEquals(expected, Values.dot(grad, step), 2e-3 * scale, name);
  }

  /** The step with each element below 0.05. */
  private static Tensor clamped(Tensor step) {
    for (int i = 0; i < step.size(); i++) {
      step.data()[i] = Math.max(-0.045f, Math.min(0.045f, step.data()[i]));
    }
    return step;
  }

  @Test
  void ofTheLoss() {
    Tensor logits = Values.normal(3, 5, 4);
    int[] labels = {3, 0, 1, 1, 2};
    Tensor grad = Loss.crossEntropy(logits, labels).grad();
    for (int i = 0; i < logits.size(); i++) {
      assertEquals(difference(logits, i, 1e-2, labels), grad.data()[i], 1e-5);
    }
  }

  private static double difference(Tensor logits, int i, double h, int[] labels) {
    float start = logits.data()[i];
    logits.data()[i] = (float) (start + h);
    double above = Loss.crossEntropy(logits, labels).value();
    double width = logits.data()[i];
    logits.data()[i] = (float) (start - h);
    double below = Loss.crossEntropy(logits, labels).value();
    width -= logits.data()[i];
    logits.data()[i] = start;
    return (above - below) / width;
  }

  @Test
  void ofASmallNet() {
    Sequential net =
        new Sequential()
            .add(new Conv2d(2, 4, 3, 1, 1))
            .add(new Relu())
            .add(new MaxPool2d(3, 2, 1))
            .add(new Flatten())
            .add(new Linear(4 * 3 * 4, 9))
            .add(new Relu())
            .add(new Linear(9, 3));
    checkNet(Init.HE_NORMAL.apply(net, 4), Values.normal(6, 3, 2, 6, 7), new int[] {2, 0, 1});
  }

  @Test
  void ofTheTutorialsNet() {
    checkNet(
        Init.HE_NORMAL.apply(Nets.tutorial(1), 2),
        Values.normal(7, 2, 3, 32, 32),
        new int[] {8, 3});
  }

  /** Each parameter along its own gradient, where the loss changes most. */
  private static void checkNet(Sequential net, Tensor x, int[] labels) {
    net.backward(Loss.crossEntropy(net.forward(x), labels).grad());
    for (Parameter p : net.parameters()) {
      Tensor start = p.value().copy();
      double slope = p.grad().norm();
      Tensor step = p.grad().times(2e-3 / (slope * slope));
      p.value().set(start.plus(step));
      double above = Loss.crossEntropy(net.forward(x), labels).value();
      p.value().set(start.minus(step));
      double below = Loss.crossEntropy(net.forward(x), labels).value();
      p.value().set(start);
      assertTrue(slope > 1e-3, p.name());
      assertEquals(1, (above - below) / 4e-3, 1e-2, p.name());
    }
  }
}
