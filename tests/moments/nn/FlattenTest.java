package moments.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;

class FlattenTest {
  @Test
  void sharesTheElementsUnderAnotherShape() {
    Flatten flatten = new Flatten();
    Tensor x = Values.normal(1, 2, 3, 4, 5);
    Tensor y = flatten.forward(x);
    assertArrayEquals(new int[] {2, 60}, y.shape());
    assertSame(x.data(), y.data());
    Tensor dy = Values.normal(2, 2, 60);
    Tensor dx = flatten.backward(dy);
    assertArrayEquals(new int[] {2, 3, 4, 5}, dx.shape());
    assertSame(dy.data(), dx.data());
  }

  @Test
  void refusesATensorWithoutBatch() {
    var e =
        assertThrows(IllegalArgumentException.class, () -> new Flatten().forward(Tensor.zeros(5)));
    assertEquals("Flatten.forward: expected x [N, …], got [5]", e.getMessage());
  }
}
