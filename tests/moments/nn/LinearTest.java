package moments.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearTest {
  @Test
  void multipliesByTheTransposedWeightAndAddsTheBias() {
    Linear linear = new Linear(3, 2);
    linear.parameters().get(0).value().set(Values.of(Values.shape(2, 3), 1, 2, 3, 4, 5, 6));
    linear.parameters().get(1).value().set(Values.of(Values.shape(2), 10, 20));
    // row 1: 1·1 + 0·2 + 2·3 + 10 = 17 and 1·4 + 0·5 + 2·6 + 20 = 36
    Tensor y = linear.forward(Values.of(Values.shape(2, 3), 1, 0, 2, 0, 1, 0));
    assertEquals("Tensor [2, 2] [[17.0, 36.0], [12.0, 25.0]]", y.toString());

    Tensor dx = linear.backward(Values.of(Values.shape(2, 2), 1, 0, 2, 1));
    // row 2: 2·[1 2 3] + 1·[4 5 6]
    assertEquals("Tensor [2, 3] [[1.0, 2.0, 3.0], [6.0, 9.0, 12.0]]", dx.toString());
    // dW: 1·[1 0 2] + 2·[0 1 0] and 0·[1 0 2] + 1·[0 1 0]
    assertArrayEquals(new float[] {1, 2, 2, 0, 1, 0}, linear.parameters().get(0).grad().data());
    assertArrayEquals(new float[] {3, 1}, linear.parameters().get(1).grad().data());
  }

  @ParameterizedTest(name = "[{0}, {1}] → {2}")
  @CsvSource({"1, 1, 1", "1, 7, 3", "3, 33, 17", "4, 400, 120", "17, 16, 16", "130, 5, 70"})
  void equalsTheDefinition(int n, int in, int out) {
    Linear linear = new Linear(in, out);
    Tensor weight = linear.parameters().get(0).value();
    Tensor bias = linear.parameters().get(1).value();
    Tensor x = Values.normal(1, n, in);
    Tensor dy = Values.normal(2, n, out);
    // a fully connected layer is a 1×1 convolution of one pixel
    NaiveConv naive = new NaiveConv(in, out, 1, 1, 0);
    Tensor pixels = x.reshape(n, in, 1, 1);
    Tensor filters = weight.reshape(out, in, 1, 1);
    Tensor dPixels = dy.reshape(n, out, 1, 1);

    Tensor y = linear.forward(x);
    assertTrue(Values.distance(y, naive.forward(pixels, filters, bias).reshape(n, out)) < 1e-6);
    Tensor dx = linear.backward(dy);
    Tensor expected = naive.inputGradient(pixels, filters, dPixels).reshape(n, in);
    assertTrue(Values.distance(dx, expected) < 1e-6);
    Tensor dw = linear.parameters().get(0).grad();
    expected = naive.weightGradient(pixels, dPixels).reshape(out, in);
    assertTrue(Values.distance(dw, expected) < 1e-6);
    Tensor db = linear.parameters().get(1).grad();
    assertTrue(Values.distance(db, naive.biasGradient(dPixels)) < 1e-6);
  }

  @Test
  void describesItself() {
    assertEquals("Linear(4, 3)", new Linear(4, 3).toString());
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "4, -1"})
  void refusesSizesBelowOne(int in, int out) {
    var e = assertThrows(IllegalArgumentException.class, () -> new Linear(in, out));
    assertEquals(
        "Linear: expected in, out ≥ 1, got in %d, out %d".formatted(in, out), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "64 10|Linear.forward: expected x [N, 784], got [64, 10]",
        "784|Linear.forward: expected x [N, 784], got [784]",
        "0 784|Linear.forward: x [0, 784] is empty; pass at least one example",
      })
  void refusesWrongInputs(String shape, String message) {
    Tensor x = Tensor.zeros(Layers.dims(shape));
    Linear linear = new Linear(784, 2);
    var e = assertThrows(IllegalArgumentException.class, () -> linear.forward(x));
    assertEquals(message, e.getMessage());
  }
}
