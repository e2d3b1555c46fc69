package moments.fast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import moments.nn.Conv2d;
import moments.nn.Dropout;
import moments.nn.Flatten;
import moments.nn.Layer;
import moments.nn.Layers;
import moments.nn.Linear;
import moments.nn.MaxPool2d;
import moments.nn.Nets;
import moments.nn.Parameter;
import moments.nn.Relu;
import moments.nn.Sequential;
import moments.nn.ShapeException;
import moments.nn.Values;
import moments.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FastTest {
  @AfterEach
  void turnOn() {
    System.clearProperty(Fast.PROPERTY);
  }

  @Test
  void isTheNetItselfWhereTheEngineIsOff() {
    Sequential net = Nets.tutorial(1);
    System.setProperty(Fast.PROPERTY, "off");
    assertSame(net, Fast.of(net));
  }

  @Test
  void compilesOnce() {
    Layer fast = Fast.of(Nets.tutorial(1));
    assertSame(fast, Fast.of(fast));
  }

  @Test
  void hasTheParametersOfTheNet() {
    Sequential net = Nets.tutorial(1);
    assertEquals(net.parameters(), Fast.of(net).parameters());
  }

  static Stream<Layers.Example> layers() {
    return Layers.all().filter(e -> !(e.layer() instanceof Dropout));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void writesItsTensorsAnewAndLeavesItsInputsAlone(Layers.Example e) {
    Layer fast = Fast.of(e.layer());
    float[] input = e.x().data().clone();
    Tensor y = fast.forward(e.x());
    Tensor dy = Values.normal(1, y.shape());
    float[] gradient = dy.data().clone();
    Tensor dx = fast.backward(dy);
    assertArrayEquals(e.x().shape(), dx.shape());
    assertSame(y, fast.forward(e.x()));
    assertSame(dx, fast.backward(dy));
    assertArrayEquals(input, e.x().data());
    assertArrayEquals(gradient, dy.data());
  }

  @Test
  void runsALayerThatItDoesNotKnowAsItIs() {
    Sequential net = new Sequential(new Linear(4, 3), new Negative(), new Relu());
    Tensor x = Values.normal(1, 5, 4);
    Tensor dy = Values.normal(2, 5, 3);
    Pass plain = Pass.of(net, net, x, dy);
    Pass.of(Fast.of(net), net, x, dy)
        .distances(plain)
        .forEach((name, distance) -> assertEquals(0, distance, 1e-6, name));
  }

  private static final class Negative implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      return x.times(-1);
    }

    @Override
    public Tensor backward(Tensor dy) {
      return dy.times(-1);
    }
  }

  @Test
  void drawsTheMasksOfTheNetsDropout() {
    Tensor x = Values.normal(1, 20, 30);
    float[] plain = new Sequential(new Dropout(0.5, 7)).forward(x).data();
    assertArrayEquals(plain, Fast.of(new Sequential(new Dropout(0.5, 7))).forward(x).data());
  }

  @Test
  void leavesOutNoGradientOfAParameterWithoutDx() {
    Sequential net = Nets.tutorial(1);
    Layer fast = Fast.of(net);
    Tensor x = Values.normal(1, 2, 3, 32, 32);
    Tensor dy = Values.normal(2, 2, 10);
    Pass whole = Pass.of(fast, net, x, dy);
    net.parameters().forEach(p -> p.grad().fill(0));
    fast.forward(x);
    fast.backwardParameters(dy);
    net.parameters()
        .forEach(
            p -> assertArrayEquals(whole.get("d" + p.name()).data(), p.grad().data(), p.name()));
  }

  @Test
  void aWarmUpChangesNoParameterAndDrawsNoMask() {
    Sequential net =
        new Sequential(new Linear(4, 6), new Relu(), new Dropout(0.5, 7), new Linear(6, 2));
    Tensor x = Values.normal(1, 3, 4);
    float[] expected = net.forward(x).data();

    Sequential same =
        new Sequential(new Linear(4, 6), new Relu(), new Dropout(0.5, 7), new Linear(6, 2));
    Layer fast = Fast.of(same);
    Fast.warmUp(fast, x, 30);
    for (var p : same.parameters()) {
      assertEquals(0, p.grad().norm(), p.name());
    }
    assertArrayEquals(expected, fast.forward(x).data(), 1e-6f);
  }

  @Test
  void refusesALayerThatWasAddedAfterwards() {
    Sequential head = new Sequential(new Linear(4, 3), new Relu());
    Sequential net = new Sequential(new Linear(4, 4), head);
    Layer fast = Fast.of(net);
    head.add(new Relu());
    Tensor x = Tensor.zeros(1, 4);
    var e = assertThrows(IllegalStateException.class, () -> fast.forward(x));
    assertEquals(
        "Fast: the net had 2 layers when it was compiled and has 3 now; call Fast.of again",
        e.getMessage());
  }

  @Test
  void tellsShapeErrorsAsTheNetDoes() {
    List<Sequential> nets =
        List.of(
            new Sequential().add("conv1", new Conv2d(3, 5, 3)).add("conv2", new Conv2d(6, 4, 3)),
            new Sequential().add("head", new Sequential(new Flatten(), new Linear(7, 2))),
            new Sequential(new Relu(), new MaxPool2d(40)),
            new Sequential(new Negative(), new Linear(3, 4)));
    Tensor x = Tensor.zeros(2, 3, 8, 8);
    for (Sequential net : nets) {
      String told = assertThrows(ShapeException.class, () -> net.forward(x)).getMessage();
      Layer fast = Fast.of(net);
      assertEquals(told, assertThrows(ShapeException.class, () -> fast.forward(x)).getMessage());
    }
  }

  /** A layer of one's own that takes no gradient but of eight numbers. */
  private static final class Eight implements Layer {
    private final Parameter weight = new Parameter("weight", Tensor.zeros(1));

    @Override
    public List<Parameter> parameters() {
      return List.of(weight);
    }

    @Override
    public Tensor forward(Tensor x) {
      return x;
    }

    @Override
    public Tensor backward(Tensor dy) {
      throw new ShapeException("Eight.backward", "expected 8 numbers, got " + dy.shapeText());
    }
  }

  @Test
  void namesTheFirstLayerWithParametersToo() {
    Layer fast = Fast.of(new Sequential().add("own", new Eight()).add("relu", new Relu()));
    fast.forward(Tensor.zeros(2, 3));
    var e = assertThrows(ShapeException.class, () -> fast.backwardParameters(Tensor.zeros(2, 3)));
    assertEquals("own: expected 8 numbers, got [2, 3]", e.getMessage());
  }

  @Test
  void refusesAGradientOfAnotherShape() {
    Layer fast = Fast.of(new Sequential().add("fc", new Linear(4, 3)));
    fast.forward(Tensor.zeros(2, 4));
    var e = assertThrows(ShapeException.class, () -> fast.backward(Tensor.zeros(4)));
    assertEquals("fc: expected dy [2, 3], the shape of y, got [4]", e.getMessage());
  }

  @Test
  void wantsForwardInTrainingBeforeBackward() {
    Layer fast = Fast.of(new Linear(4, 3));
    Tensor dy = Tensor.zeros(2, 3);
    var e = assertThrows(IllegalStateException.class, () -> fast.backward(dy));
    assertEquals("Fast.backward: call forward first", e.getMessage());
    fast.train(false);
    fast.forward(Tensor.zeros(2, 4));
    e = assertThrows(IllegalStateException.class, () -> fast.backward(dy));
    assertEquals(
        "Fast.backward: the last forward was in evaluation; call train(true) before it",
        e.getMessage());
  }

  @Test
  void staysUsableAfterAWrongInput() {
    Layer fast = Fast.of(Nets.tutorial(1));
    Tensor x = Values.normal(1, 2, 3, 32, 32);
    float[] y = fast.forward(x).data().clone();
    assertThrows(ShapeException.class, () -> fast.forward(Tensor.zeros(2, 3, 31, 32)));
    assertThrows(ShapeException.class, () -> fast.forward(Tensor.zeros(0, 3, 32, 32)));
    assertArrayEquals(y, fast.forward(x).data());
  }
}
