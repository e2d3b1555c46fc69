package moments.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossTest {
  @Test
  void isTheMeanOfMinusLogP() {
    // p = (1/4, 3/4) and (1/2, 1/2)
    Tensor logits = Values.of(Values.shape(2, 2), 0, Math.log(3), 5, 5);
    Loss loss = Loss.crossEntropy(logits, new int[] {0, 1});
    assertEquals((Math.log(4) + Math.log(2)) / 2, loss.value(), 1e-7);
    assertArrayEquals(new float[] {-0.375f, 0.375f, 0.25f, -0.25f}, loss.grad().data(), 1e-7f);
  }

  @Test
  void ofEqualLogitsIsTheLogOfTheNumberOfClasses() {
    int[] labels = {0, 3, 9, 5};
    assertEquals(Math.log(10), Loss.crossEntropy(Tensor.zeros(4, 10), labels).value(), 1e-15);
  }

  @Test
  void doesNotOverflow() {
    Tensor logits = Values.of(Values.shape(1, 3), 3e38, -3e38, 0);
    Loss right = Loss.crossEntropy(logits, new int[] {0});
    assertEquals(0, right.value());
    assertArrayEquals(new float[] {0, 0, 0}, right.grad().data());
    Loss wrong = Loss.crossEntropy(logits, new int[] {1});
    assertEquals(6e38, wrong.value(), 1e32);
    assertArrayEquals(new float[] {1, -1, 0}, wrong.grad().data());
  }

  @Test
  void ofNanIsNan() {
    Tensor logits = Values.of(Values.shape(1, 2), Double.NaN, 0);
    assertTrue(Double.isNaN(Loss.crossEntropy(logits, new int[] {1}).value()));
  }

  @ParameterizedTest
  @CsvSource({"-1", "10"})
  void refusesLabelsOutOfRange(int label) {
    Tensor logits = Tensor.zeros(3, 10);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Loss.crossEntropy(logits, new int[] {9, 0, label}));
    assertEquals(
        "Loss.crossEntropy: labels[2] is " + label + ", expected 0 … 9 as logits are [3, 10]",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"3 10, 2", "0 10, 0", "10, 10", "2 0, 2"})
  void refusesLogitsThatDoNotFitTheLabels(String shape, int labels) {
    Tensor logits = Tensor.zeros(Layers.dims(shape));
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> Loss.crossEntropy(logits, new int[labels]));
    assertEquals(
        "Loss.crossEntropy: expected logits and grad [N, K] and N labels, N ≥ 1, got %s, %s and %d labels"
            .formatted(logits.shapeText(), logits.shapeText(), labels),
        e.getMessage());
  }

  @Test
  void refusesAGradOfAnotherShape() {
    Tensor logits = Tensor.zeros(2, 10);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Loss.crossEntropy(logits, new int[2], Tensor.zeros(3, 10)));
    assertEquals(
        "Loss.crossEntropy: expected logits and grad [N, K] and N labels, N ≥ 1, got [2, 10], [3, 10] and 2 labels",
        e.getMessage());
  }

  @Test
  void overwritesAGradThatIsGiven() {
    Tensor logits = Values.of(Values.shape(2, 3), 1, 2, 3, -1, 0, 4);
    int[] labels = {2, 0};
    Loss expected = Loss.crossEntropy(logits, labels);
    Tensor grad = Tensor.zeros(2, 3).fill(7);
    assertEquals(expected.value(), Loss.crossEntropy(logits, labels, grad));
    assertArrayEquals(expected.grad().data(), grad.data());
  }
}
