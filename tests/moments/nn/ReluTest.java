package moments.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ReluTest {
  @Test
  void keepsWhatIsPositiveAndNan() {
    Tensor x = Values.of(Values.shape(6), -1, 0, 2.5, -0.0, Float.MIN_VALUE, Double.NaN);
    float[] expected = {0, 0, 2.5f, 0, Float.MIN_VALUE, Float.NaN};
    assertArrayEquals(expected, new Relu().forward(x).data());
  }

  @Test
  void passesTheGradientWhereTheOutputIsPositive() {
    Relu relu = new Relu();
    relu.forward(Values.of(Values.shape(6), -1, 0, 2.5, Float.MIN_VALUE, Float.MAX_VALUE, 1e-20));
    Tensor dx = relu.backward(Values.of(Values.shape(6), 7, -8, 9, -10, Float.MIN_VALUE, 0.1));
    // −8·0 is −0, which equals 0
    assertEquals(0, dx.data()[1], 0.0f);
    dx.data()[1] = 0;
    assertArrayEquals(new float[] {0, 0, 9, -10, Float.MIN_VALUE, 0.1f}, dx.data());
  }

  @Test
  void treatsEveryElementOfALongTensor() {
    Tensor x = Values.normal(1, 3, 33_333);
    Relu relu = new Relu();
    Tensor y = relu.forward(x);
    Tensor dy = Values.normal(2, 3, 33_333);
    Tensor dx = relu.backward(dy);
    for (int i = 0; i < x.size(); i++) {
      assertEquals(x.data()[i] > 0 ? x.data()[i] : 0, y.data()[i]);
      assertEquals(x.data()[i] > 0 ? dy.data()[i] : 0, dx.data()[i], 0.0f);
    }
  }

  @Test
  void refusesAnEmptyTensorAtFirst() {
    var e = assertThrows(IllegalArgumentException.class, () -> new Relu().forward(Tensor.zeros(0)));
    assertEquals("Relu.forward: x [0] is empty; pass at least one example", e.getMessage());
  }
}
