package moments.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Conv2dTest {
  /** One 3×3 image, one 2×2 filter with bias 10. */
  private static Conv2d example() {
    Conv2d conv = new Conv2d(1, 1, 2);
    conv.parameters().get(0).value().set(Values.of(Values.shape(1, 1, 2, 2), 1, 2, 3, 4));
    conv.parameters().get(1).value().fill(10);
    return conv;
  }

  private static final Tensor IMAGE =
      Values.of(Values.shape(1, 1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9);

  @Test
  void slidesTheFilterWithoutTurningIt() {
    // top left: 1·1 + 2·2 + 3·4 + 4·5 + 10 = 47; each step right adds 1+2+3+4, each step down 3·10
    Tensor y = example().forward(IMAGE);
    assertEquals("Tensor [1, 1, 2, 2] [[[[47.0, 57.0], [77.0, 87.0]]]]", y.toString());
  }

  @Test
  void sendsTheGradientBackThroughTheSameProducts() {
    Conv2d conv = example();
    conv.forward(IMAGE);
    Tensor dx = conv.backward(Values.of(Values.shape(1, 1, 2, 2), 1, 0, 0, 2));
    // y00 used x00 x01 x10 x11 with 1 2 3 4, y11 used x11 x12 x21 x22, twice as heavy
    assertArrayEquals(new float[] {1, 2, 0, 3, 4 + 2, 4, 0, 6, 8}, dx.data());
    // dW = 1·[1 2; 4 5] + 2·[5 6; 8 9]
    assertArrayEquals(new float[] {11, 14, 20, 23}, conv.parameters().get(0).grad().data());
    assertArrayEquals(new float[] {3}, conv.parameters().get(1).grad().data());
  }

  @Test
  void padsWithZerosAndStrides() {
    Conv2d conv = new Conv2d(1, 1, 3, 2, 1);
    conv.parameters().get(0).value().fill(1);
    conv.parameters().get(1).value().fill(0);
    // sums of the 2×2 corners of the image
    assertArrayEquals(new float[] {12, 16, 24, 28}, conv.forward(IMAGE).data());
  }

  @ParameterizedTest(name = "x [{0}, {1}, {2}, {3}], out {4}, kernel {5}, stride {6}, padding {7}")
  @CsvSource({
    "1, 1, 1, 1, 1, 1, 1, 0",
    "3, 1, 5, 9, 1, 5, 1, 0",
    "2, 5, 9, 6, 17, 3, 2, 1",
    "1, 17, 7, 8, 5, 4, 3, 3",
    "3, 16, 2, 3, 32, 3, 1, 1",
    "2, 20, 6, 11, 33, 2, 2, 0",
    "5, 3, 14, 13, 6, 5, 1, 2",
    "1, 6, 14, 14, 16, 5, 1, 0",
    "2, 4, 2, 3, 3, 5, 1, 4",
    "1, 2, 9, 9, 3, 1, 4, 0",
    "9, 32, 5, 5, 48, 3, 1, 0",
  })
  void equalsTheDefinition(
      int n, int in, int height, int width, int out, int kernel, int stride, int padding) {
    Conv2d conv = new Conv2d(in, out, kernel, stride, padding);
    NaiveConv naive = new NaiveConv(in, out, kernel, stride, padding);
    Tensor weight = conv.parameters().get(0).value();
    Tensor bias = conv.parameters().get(1).value();
    Tensor x = Values.normal(1, n, in, height, width);

    Tensor y = conv.forward(x);
    assertTrue(Values.distance(y, naive.forward(x, weight, bias)) < 1e-6);

    Tensor dy = Values.normal(2, y.shape());
    Tensor dx = conv.backward(dy);
    assertTrue(Values.distance(dx, naive.inputGradient(x, weight, dy)) < 1e-6);
    Tensor dw = conv.parameters().get(0).grad();
    assertTrue(Values.distance(dw, naive.weightGradient(x, dy)) < 2e-6);
    Tensor db = conv.parameters().get(1).grad();
    assertTrue(Values.distance(db, naive.biasGradient(dy)) < 2e-6);
  }

  @Test
  void startsWithinOneOverTheRootOfTheFanIn() {
    for (Parameter p : new Conv2d(4, 8, 5).parameters()) {
      for (float value : p.value().data()) {
        assertTrue(Math.abs(value) <= 0.1, p.name() + " " + value);
      }
      assertTrue(p.value().norm() > 0, p.name());
    }
  }

  @Test
  void describesItself() {
    assertEquals(
        "Conv2d(3, 6, kernel 5, stride 2, padding 1)", new Conv2d(3, 6, 5, 2, 1).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 6, 5, 1, 0",
    "3, -1, 5, 1, 0",
    "3, 6, 0, 1, 0",
    "3, 6, 5, 0, 0",
    "3, 6, 5, 1, -1"
  })
  void refusesSettingsOutOfRange(int in, int out, int kernel, int stride, int padding) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> new Conv2d(in, out, kernel, stride, padding));
    assertEquals(
        ("Conv2d: expected in, out, kernel, stride ≥ 1 and padding ≥ 0,"
                + " got in %d, out %d, kernel %d, stride %d, padding %d")
            .formatted(in, out, kernel, stride, padding),
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4 1 28 28|Conv2d.forward: expected x [N, 3, H, W], got [4, 1, 28, 28]",
        "3 28 28|Conv2d.forward: expected x [N, 3, H, W], got [3, 28, 28]",
        "0 3 28 28|Conv2d.forward: x [0, 3, 28, 28] is empty; pass at least one example",
        "1 3 9 2|Conv2d.forward: kernel 5 does not fit on the padded image 11×4"
            + " of x [1, 3, 9, 2] (padding 1)",
      })
  void refusesWrongInputs(String shape, String message) {
    Conv2d conv = new Conv2d(3, 6, 5, 1, 1);
    Tensor x = Tensor.zeros(Layers.dims(shape));
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> conv.forward(x)).getMessage());
  }
}
