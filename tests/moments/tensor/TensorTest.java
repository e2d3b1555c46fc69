package moments.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TensorTest {
  private static Tensor oneToSix() {
    return Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
  }

  private static Tensor countingUp(int... shape) {
    Tensor x = Tensor.zeros(shape);
    for (int i = 0; i < x.size(); i++) {
      x.data()[i] = i;
    }
    return x;
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  private static void assertOutside(String message, Executable call) {
    assertEquals(message, assertThrows(IndexOutOfBoundsException.class, call).getMessage());
  }

  @Test
  void sharesTheArrayItIsMadeOf() {
    float[] data = {1, 2, 3, 4, 5, 6};
    Tensor x = Tensor.of(data, 2, 3);
    assertSame(data, x.data());
    data[4] = 50;
    assertEquals(50, x.get(1, 1));
  }

  @Test
  void keepsAShapeOfItsOwn() {
    int[] shape = {2, 3};
    Tensor x = Tensor.of(new float[6], shape);
    Tensor zeros = Tensor.zeros(shape);
    Tensor reshaped = x.reshape(shape);
    shape[0] = 99;
    x.shape()[1] = 99;
    for (Tensor t : new Tensor[] {x, zeros, reshaped}) {
      assertArrayEquals(new int[] {2, 3}, t.shape());
    }
  }

  @Test
  void knowsItsDimensions() {
    Tensor x = Tensor.zeros(2, 3, 4);
    assertEquals(3, x.rank());
    assertEquals(4, x.dim(2));
    assertEquals(24, x.size());
    assertEquals("[2, 3, 4]", x.shapeText());
    assertTrue(x.hasShape(2, 3, 4));
    assertFalse(x.hasShape(2, 3));
    assertFalse(x.hasShape(4, 3, 2));
    assertTrue(x.sameShape(Tensor.zerosLike(x)));
    assertFalse(x.sameShape(Tensor.zeros(2, 3, 4, 1)));
  }

  @Test
  void isStoredRowByRow() {
    Tensor x = countingUp(2, 3, 4);
    assertEquals((1 * 3 + 2) * 4 + 3, x.get(1, 2, 3));
    x.set(-1, 0, 2, 1);
    assertEquals(-1, x.data()[9]);
  }

  @Test
  void aNumberIsATensorOfRankZero() {
    Tensor x = Tensor.of(new float[] {7});
    assertEquals(0, x.rank());
    assertEquals(7, x.get());
    assertEquals("Tensor [] 7.0", x.toString());
  }

  @Test
  void reshapesWithoutCopying() {
    Tensor x = oneToSix();
    Tensor y = x.reshape(3, 2);
    assertSame(x.data(), y.data());
    assertEquals(4, y.get(1, 1));
    assertArrayEquals(new int[] {2, 3}, x.shape());
  }

  @Test
  void copiesAreIndependent() {
    Tensor x = oneToSix();
    Tensor copy = x.copy();
    assertNotSame(x.data(), copy.data());
    copy.fill(0);
    assertEquals(6, x.get(1, 2));
  }

  @Test
  void fillsAndOverwritesInPlace() {
    Tensor x = Tensor.zeros(2, 3);
    float[] data = x.data();
    assertSame(x, x.fill(2));
    assertArrayEquals(new float[] {2, 2, 2, 2, 2, 2}, data);
    assertSame(x, x.set(oneToSix()));
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, data);
  }

  @Test
  void calculatesElementByElementAsNewTensors() {
    Tensor x = oneToSix();
    Tensor y = Tensor.of(new float[] {10, 20, 30, 40, 50, 60}, 2, 3);
    assertArrayEquals(new float[] {11, 22, 33, 44, 55, 66}, x.plus(y).data());
    assertArrayEquals(new float[] {9, 18, 27, 36, 45, 54}, y.minus(x).data());
    assertArrayEquals(new float[] {.5f, 1, 1.5f, 2, 2.5f, 3}, x.times(0.5).data());
    assertArrayEquals(new int[] {2, 3}, x.plus(y).shape());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, x.data());
  }

  @Test
  void sumsInDoublePrecision() {
    Tensor x = Tensor.of(new float[] {1e8f, 1, -1e8f}, 3);
    assertEquals(1, x.sum());
    assertEquals(21, oneToSix().sum());
    assertEquals(5, Tensor.of(new float[] {3, -4}, 2).norm());
    // The square of 1e30 is beyond the range of a float.
    assertEquals(1e30, Tensor.of(new float[] {1e30f}, 1).norm(), 1e23);
  }

  @Test
  void mayHoldNothing() {
    Tensor x = Tensor.zeros(0, 3);
    assertEquals(0, x.size());
    assertEquals(0, x.sum());
    assertEquals(0, x.norm());
    assertEquals("Tensor [0, 3] []", x.toString());
    assertEquals("Tensor [2, 0] [[], []]", Tensor.zeros(2, 0).toString());
  }

  @Test
  void readsWellInACell() {
    assertEquals("Tensor [2, 3] [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]", oneToSix().toString());
    assertEquals("Tensor [6] [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]", countingUp(6).toString());
  }

  @Test
  void shortensLongDimensions() {
    assertEquals("Tensor [7] [0.0, 1.0, 2.0, …, 4.0, 5.0, 6.0]", countingUp(7).toString());
    assertEquals(
        "Tensor [1, 10] [[0.0, 1.0, 2.0, …, 7.0, 8.0, 9.0]]", countingUp(1, 10).toString());
    assertEquals(
        "Tensor [100, 1] [[0.0], [1.0], [2.0], …, [97.0], [98.0], [99.0]]",
        countingUp(100, 1).toString());
    assertTrue(Tensor.zeros(64, 3, 32, 32).toString().length() < 10_000);
  }

  @Test
  void refusesDataOfAnotherSize() {
    assertRefused(
        "Tensor.of: expected 6 values for shape [2, 3], got 5",
        () -> Tensor.of(new float[5], 2, 3));
    assertRefused(
        "Tensor.reshape: [2, 3] holds 6 values, [4] holds 4", () -> oneToSix().reshape(4));
  }

  @Test
  void refusesShapesThatCannotBe() {
    assertRefused("Tensor: negative dimension in shape [2, -1]", () -> Tensor.zeros(2, -1));
    assertRefused(
        "Tensor: negative dimension in shape [-2, -3]", () -> Tensor.of(new float[6], -2, -3));
    assertRefused("Tensor: negative dimension in shape [-1, 6]", () -> oneToSix().reshape(-1, 6));
    assertRefused(
        "Tensor.zeros: shape [65536, 65536] holds 4294967296 values, at most 2147483639 fit;"
            + " use a smaller batch",
        () -> Tensor.zeros(65536, 65536));
  }

  @Test
  void refusesOtherShapes() {
    Tensor x = oneToSix();
    Tensor y = Tensor.zeros(3, 2);
    assertRefused("Tensor.set: shapes differ, [2, 3] and [3, 2]", () -> x.set(y));
    assertRefused("Tensor.plus: shapes differ, [2, 3] and [3, 2]", () -> x.plus(y));
    assertRefused("Tensor.minus: shapes differ, [2, 3] and [3, 2]", () -> x.minus(y));
  }

  @Test
  void refusesIndicesOutside() {
    Tensor x = oneToSix();
    assertOutside("Tensor: index [2, 0] is outside shape [2, 3]", () -> x.get(2, 0));
    assertOutside("Tensor: index [0, 3] is outside shape [2, 3]", () -> x.get(0, 3));
    assertOutside("Tensor: index [0, -1] is outside shape [2, 3]", () -> x.set(1, 0, -1));
    assertOutside("Tensor: index [1] is outside shape [2, 3]", () -> x.get(1));
    assertOutside("Tensor: index [0, 0, 0] is outside shape [2, 3]", () -> x.get(0, 0, 0));
  }

  @Test
  void refusesShapesBeyondEveryCount() {
    assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(1 << 30, 1 << 30, 1 << 30));
    assertEquals(0, Tensor.zeros(0, 1 << 30, 1 << 30, 1 << 30).size());
  }
}
