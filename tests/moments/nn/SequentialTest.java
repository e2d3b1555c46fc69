package moments.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequentialTest {
  private static final String ALREADY =
      "Sequential.add: Relu() is already in the net; construct a second layer";

  @Test
  void runsForwardsAndBackwardsInOrder() {
    Linear first = new Linear(2, 3);
    Relu second = new Relu();
    Sequential net = new Sequential(first, second);
    Tensor x = Values.normal(1, 4, 2);
    Tensor y = net.forward(x).copy();
    Tensor dx = net.backward(y).copy();
    assertEquals(0, Values.distance(y, second.forward(first.forward(x))));
    assertEquals(0, Values.distance(dx, first.backward(second.backward(y))));
  }

  @Test
  void callsParametersByLayerAndUnnamedLayersByPosition() {
    Sequential net =
        new Sequential()
            .add(new Linear(1, 1))
            .add(new Relu())
            .add("head", new Sequential(new Linear(1, 1)))
            .add(new Linear(1, 1));
    assertEquals(
        List.of("0.weight", "0.bias", "head.0.weight", "head.0.bias", "3.weight", "3.bias"),
        net.parameters().stream().map(Parameter::name).toList());
  }

  @Test
  void givesTheLiveParameters() {
    Linear linear = new Linear(1, 1);
    Parameter p = new Sequential(linear).parameters().get(0);
    assertSame(linear.parameters().get(0).value(), p.value());
    assertSame(linear.parameters().get(0).grad(), p.grad());
  }

  @Test
  void findsLayersByName() {
    Relu relu = new Relu();
    Linear linear = new Linear(1, 1);
    Sequential net = new Sequential().add("fc", linear).add(relu);
    assertSame(linear, net.get("fc"));
    assertSame(relu, net.get("1"));
    assertEquals(List.of(linear, relu), net.layers());
    var e = assertThrows(IllegalArgumentException.class, () -> net.get("fc2"));
    assertEquals("Sequential.get: no layer \"fc2\"; the net has [fc, 1]", e.getMessage());
  }

  @Test
  void passesTrainOn() {
    Sequential net = new Sequential(new Sequential(new Dropout(0.5, 1)));
    Tensor x = Tensor.zeros(1, 100).fill(1);
    net.train(false);
    assertEquals(100, net.forward(x).sum());
    net.train(true);
    assertNotEquals(100, net.forward(x).sum());
  }

  @Test
  void listsItsLayers() {
    Sequential net =
        new Sequential()
            .add("fc1", new Linear(784, 100))
            .add(new Relu())
            .add("head", new Sequential(new Linear(100, 10)));
    assertEquals(
        """
        Sequential, 79,510 parameters
          fc1: Linear(784, 100), 78,500 parameters
          1: Relu()
          head: Sequential, 1,010 parameters
            0: Linear(100, 10), 1,010 parameters""",
        net.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "fc"})
  void refusesNamesThatDoNotTellLayersApart(String name) {
    Sequential net = new Sequential().add("fc", new Relu());
    var e = assertThrows(IllegalArgumentException.class, () -> net.add(name, new Relu()));
    assertEquals(
        "Sequential.add: expected a new name without dots, got \"" + name + "\"; the net has [fc]",
        e.getMessage());
  }

  @Test
  void refusesTheSameLayerTwice() {
    Relu relu = new Relu();
    var e = assertThrows(IllegalArgumentException.class, () -> new Sequential(relu, relu));
    assertEquals(ALREADY, e.getMessage());
  }

  @Test
  void refusesALayerThatANetWithinItHasAlready() {
    Relu relu = new Relu();
    Sequential inner = new Sequential(new Linear(2, 2), relu);
    Sequential net = new Sequential(inner);
    var e = assertThrows(IllegalArgumentException.class, () -> net.add(relu));
    assertEquals(ALREADY, e.getMessage());
    Sequential other = new Sequential(relu);
    e = assertThrows(IllegalArgumentException.class, () -> other.add(inner));
    assertEquals(ALREADY, e.getMessage());
  }

  @Test
  void refusesItself() {
    Sequential net = new Sequential(new Relu());
    var e = assertThrows(IllegalArgumentException.class, () -> net.add("again", net));
    assertTrue(String.valueOf(e.getMessage()).contains("is already in the net"), e::getMessage);
  }

  @Test
  void saysWhichLayerAShapeErrorComesFrom() {
    Sequential net =
        new Sequential()
            .add("conv1", new Conv2d(3, 5, 3))
            .add("conv2", new Conv2d(6, 4, 3))
            .add("head", new Sequential(new Flatten(), new Linear(7, 2)));
    Tensor x = Tensor.zeros(2, 3, 8, 8);
    var e = assertThrows(ShapeException.class, () -> net.forward(x));
    assertEquals("conv2: expected x [N, 6, H, W], got [2, 5, 6, 6]", e.getMessage());

    Sequential head = new Sequential().add("head", new Sequential(new Flatten(), new Linear(7, 2)));
    e = assertThrows(ShapeException.class, () -> head.forward(x));
    assertEquals("head: layer 1: expected x [N, 7], got [2, 192]", e.getMessage());

    Sequential relu = new Sequential(new Relu());
    relu.forward(x);
    e = assertThrows(ShapeException.class, () -> relu.backward(Tensor.zeros(2)));
    assertEquals("layer 0: expected dy [2, 3, 8, 8], the shape of y, got [2]", e.getMessage());
  }

  @Test
  void leavesTheErrorsOfALearnersLayerAlone() {
    IllegalArgumentException thrown = new IllegalArgumentException("mine");
    Layer own =
        new Layer() {
          @Override
          public Tensor forward(Tensor x) {
            throw thrown;
          }

          @Override
          public Tensor backward(Tensor dy) {
            return dy;
          }
        };
    Sequential net = new Sequential(own);
    assertSame(
        thrown,
        assertThrows(IllegalArgumentException.class, () -> net.forward(Tensor.zeros(1, 1))));
  }
}
