package moments.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaxPool2dTest {
  private static final float NAN = Float.NaN;

  private static Tensor image(int height, int width, double... values) {
    return Values.of(Values.shape(1, 1, height, width), values);
  }

  @Test
  void takesTheLargestOfEachWindowAndLeavesTheRestOut() {
    MaxPool2d pool = new MaxPool2d(2);
    Tensor y = pool.forward(image(3, 5, 1, 2, 5, 4, 99, 4, 3, -1, 0, 99, 99, 99, 99, 99, 99));
    assertEquals("Tensor [1, 1, 1, 2] [[[[4.0, 5.0]]]]", y.toString());
    Tensor dx = pool.backward(image(1, 2, 10, 20));
    assertArrayEquals(new float[] {0, 0, 20, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0}, dx.data());
  }

  @Test
  void addsTheGradientsOfOverlappingWindows() {
    MaxPool2d pool = new MaxPool2d(2, 1, 0);
    Tensor y = pool.forward(image(2, 3, 0, 7, 0, 1, 2, 3));
    assertArrayEquals(new float[] {7, 7}, y.data());
    Tensor dx = pool.backward(image(1, 2, 10, 20));
    assertArrayEquals(new float[] {0, 30, 0, 0, 0, 0}, dx.data());
  }

  @Test
  void neverTakesThePadding() {
    MaxPool2d pool = new MaxPool2d(3, 2, 1);
    Tensor y = pool.forward(image(3, 3, -1, -2, -3, -4, -5, -6, -7, -8, -9));
    // the windows hold the four 2×2 corners
    assertArrayEquals(new float[] {-1, -2, -4, -5}, y.data());
  }

  @ParameterizedTest
  @CsvSource({"2, 2, 0", "3, 2, 1", "2, 1, 0"})
  void givesTheGradientToTheFirstOfEqualElements(int kernel, int stride, int padding) {
    MaxPool2d pool = new MaxPool2d(kernel, stride, padding);
    pool.forward(image(2, 2, 4, 4, 4, 4));
    assertArrayEquals(new float[] {1, 0, 0, 0}, pool.backward(image(1, 1, 1)).data());
  }

  @ParameterizedTest
  @CsvSource({"2, 2, 0", "3, 2, 1", "2, 1, 0"})
  void passesNanOn(int kernel, int stride, int padding) {
    for (int at = 0; at < 4; at++) {
      Tensor x = image(2, 2, 1, Double.POSITIVE_INFINITY, 3, -1);
      x.data()[at] = at % 2 == 0 ? NAN : -NAN;
      Tensor y = new MaxPool2d(kernel, stride, padding).forward(x);
      assertTrue(Float.isNaN(y.data()[0]), "NaN at " + at);
    }
  }

  @Test
  void worksOnNegativeInfinity() {
    MaxPool2d pool = new MaxPool2d(2);
    Tensor y = pool.forward(image(2, 2, 0, 0, 0, 0).fill(Float.NEGATIVE_INFINITY));
    assertArrayEquals(new float[] {Float.NEGATIVE_INFINITY}, y.data());
    assertArrayEquals(new float[] {1, 0, 0, 0}, pool.backward(image(1, 1, 1)).data());
  }

  @ParameterizedTest(name = "[{0}, {1}, {2}, {3}] kernel {4}, stride {5}, padding {6}")
  @CsvSource({
    "3, 2, 8, 6, 2, 2, 0",
    "1, 5, 9, 7, 2, 2, 0",
    "2, 3, 2, 3, 2, 2, 0",
    "2, 3, 16, 16, 3, 2, 1",
    "3, 1, 7, 12, 3, 2, 1",
    "1, 4, 5, 6, 2, 1, 0",
    "1, 4, 5, 6, 2, 2, 1",
    "2, 2, 7, 5, 3, 3, 1",
    "2, 2, 13, 9, 5, 3, 2",
    "2, 2, 5, 4, 1, 1, 0",
    "2, 2, 5, 4, 1, 3, 0",
  })
  void equalsTheDefinition(
      int n, int channels, int height, int width, int kernel, int stride, int padding) {
    MaxPool2d pool = new MaxPool2d(kernel, stride, padding);
    Tensor x = Values.normal(1, n, channels, height, width);
    for (int i = 0; i < x.size(); i++) {
      x.data()[i] = Math.round(x.data()[i] * 2); // many equal elements
    }
    Tensor y = pool.forward(x);
    Tensor dy = Values.normal(2, y.shape());
    Tensor dx = Tensor.zerosLike(x);
    for (int i = 0; i < y.size(); i++) {
      int column = i % y.dim(3) * stride - padding;
      int row = i / y.dim(3) % y.dim(2) * stride - padding;
      int plane = i / y.dim(3) / y.dim(2) * height * width;
      int winner = winner(x, plane, row, column, kernel);
      assertEquals(x.data()[winner], y.data()[i]);
      dx.data()[winner] += dy.data()[i];
    }
    assertArrayEquals(dx.data(), pool.backward(dy).data());
    assertArrayEquals(dx.data(), pool.backward(dy).data());
  }

  private static int winner(Tensor x, int plane, int row, int column, int kernel) {
    int winner = -1;
    for (int k = 0; k < kernel * kernel; k++) {
      int i = row + k / kernel;
      int j = column + k % kernel;
      int at = plane + i * x.dim(3) + j;
      if (i >= 0
          && i < x.dim(2)
          && j >= 0
          && j < x.dim(3)
          && (winner < 0 || x.data()[at] > x.data()[winner])) {
        winner = at;
      }
    }
    return winner;
  }

  @Test
  void describesItself() {
    assertEquals("MaxPool2d(kernel 2, stride 2, padding 0)", new MaxPool2d(2).toString());
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 0", "2, 0, 0", "2, 2, -1", "3, 2, 2"})
  void refusesSettingsOutOfRange(int kernel, int stride, int padding) {
    var e =
        assertThrows(IllegalArgumentException.class, () -> new MaxPool2d(kernel, stride, padding));
    assertEquals(
        ("MaxPool2d: expected kernel, stride ≥ 1 and 0 ≤ padding ≤ kernel/2,"
                + " got kernel %d, stride %d, padding %d")
            .formatted(kernel, stride, padding),
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 28 28|MaxPool2d.forward: expected x [N, C, H, W], got [3, 28, 28]",
        "2 0 4 4|MaxPool2d.forward: x [2, 0, 4, 4] is empty; pass at least one example",
        "1 3 1 9|MaxPool2d.forward: kernel 2 does not fit on the padded image 1×9"
            + " of x [1, 3, 1, 9] (padding 0)",
      })
  void refusesWrongInputs(String shape, String message) {
    Tensor x = Tensor.zeros(Layers.dims(shape));
    MaxPool2d pool = new MaxPool2d(2);
    var e = assertThrows(IllegalArgumentException.class, () -> pool.forward(x));
    assertEquals(message, e.getMessage());
  }
}
