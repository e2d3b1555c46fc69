package moments.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import moments.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every layer keeps to. */
class LayerTest {
  static Stream<Layers.Example> layers() {
    return Layers.all();
  }

  @ParameterizedTest
  @MethodSource("layers")
  void leavesItsInputsAlone(Layers.Example e) {
    float[] input = e.x().data().clone();
    Tensor y = e.layer().forward(e.x());
    Tensor dy = Values.normal(1, y.shape());
    float[] gradient = dy.data().clone();
    assertArrayEquals(e.x().shape(), e.layer().backward(dy).shape());
    assertArrayEquals(input, e.x().data());
    assertArrayEquals(gradient, dy.data());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void goesThroughItsInputsWhenTheBatchChanges(Layers.Example e) {
    e.layer().train(!(e.layer() instanceof Dropout)); // whose masks would differ
    Tensor y = e.layer().forward(e.x()).copy();
    Tensor dx = e.layer().backward(y).copy();
    Tensor twice = joined(e.x());
    Tensor yTwice = e.layer().forward(twice);
    assertArrayEquals(joined(y).shape(), yTwice.shape());
    assertTrue(Values.distance(yTwice, joined(y)) < 1e-6);
    assertTrue(Values.distance(e.layer().backward(yTwice), joined(dx)) < 1e-6);
    assertTrue(Values.distance(e.layer().forward(e.x()), y) < 1e-6);
    assertTrue(Values.distance(e.layer().backward(y), dx) < 1e-6);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void addsGradientsUp(Layers.Example e) {
    Tensor y = e.layer().forward(e.x());
    Tensor dy = Values.normal(1, y.shape());
    Tensor dx = e.layer().backward(dy).copy();
    Tensor[] once =
        e.layer().parameters().stream().map(p -> p.grad().copy()).toArray(Tensor[]::new);
    assertArrayEquals(dx.data(), e.layer().backward(dy).data());
    for (int i = 0; i < once.length; i++) {
      Tensor grad = e.layer().parameters().get(i).grad();
      assertTrue(Values.distance(grad, once[i].times(2)) < 1e-6);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void wantsForwardBeforeBackward(Layers.Example e) {
    var error =
        assertThrows(IllegalStateException.class, () -> e.layer().backward(Tensor.zeros(1)));
    assertEquals(e.name() + ".backward: call forward first", error.getMessage());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void refusesAGradientOfAnotherShape(Layers.Example e) {
    String expected = e.layer().forward(e.x()).shapeText();
    var error =
        assertThrows(IllegalArgumentException.class, () -> e.layer().backward(Tensor.zeros(9, 9)));
    assertEquals(
        e.name() + ".backward: expected dy " + expected + ", the shape of y, got [9, 9]",
        error.getMessage());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void refusesAnEmptyBatchAndStaysUsable(Layers.Example e) {
    e.layer().train(false);
    Tensor y = e.layer().forward(e.x()).copy();
    int[] shape = e.x().shape();
    shape[0] = 0;
    Tensor empty = Tensor.zeros(shape);
    var error = assertThrows(IllegalArgumentException.class, () -> e.layer().forward(empty));
    assertEquals(
        e.name() + ".forward: x " + Arrays.toString(shape) + " is empty; pass at least one example",
        error.getMessage());
    assertArrayEquals(y.data(), e.layer().forward(e.x()).data());
  }

  /** {@code t} twice along its first axis. */
  private static Tensor joined(Tensor t) {
    int[] shape = t.shape();
    shape[0] *= 2;
    Tensor joined = Tensor.zeros(shape);
    System.arraycopy(t.data(), 0, joined.data(), 0, t.size());
    System.arraycopy(t.data(), 0, joined.data(), t.size(), t.size());
    return joined;
  }
}
