package moments.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import moments.parallel.Workers;
import moments.simd.Simd;
import moments.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WinogradConvTest {
  private static final int LANES = Simd.best().lanes();
  private final int threads = Workers.threads();

  @AfterEach
  void restoreThreads() {
    Workers.setThreads(threads);
  }

  @ParameterizedTest(name = "x [{0}, {1}, {2}, {3}], out {4}, kernel {5}, padding {6}")
  @CsvSource({
    "1, 16, 8, 8, 16, 5, 2",
    "3, 32, 8, 12, 16, 5, 0",
    "70, 16, 7, 7, 32, 5, 2",
    "5, 16, 16, 15, 48, 5, 3",
    "2, 16, 18, 12, 32, 3, 1",
    "2, 16, 14, 14, 16, 3, 0",
    "9, 32, 5, 5, 48, 5, 2",
  })
  void equalsTheDefinition(int n, int in, int height, int width, int out, int kernel, int padding) {
    ConvShape s = new ConvShape(n, in, height, width, out, kernel, 1, padding, true);
    assertTrue(WinogradConv.suits(s), "suits");
    Conv2d conv = new Conv2d(in, out, kernel, 1, padding);
    NaiveConv naive = new NaiveConv(in, out, kernel, 1, padding);
    Tensor weight = conv.parameters().get(0).value();
    Tensor bias = conv.parameters().get(1).value();
    Tensor x = Values.normal(1, n, in, height, width);

    Tensor y = conv.forward(x);
    assertEquals(0, Values.distance(y, naive.forward(x, weight, bias)), 6e-6, "y");

    Tensor dy = Values.normal(2, y.shape());
    Tensor dx = conv.backward(dy);
    assertEquals(0, Values.distance(dx, naive.inputGradient(x, weight, dy)), 6e-6, "dx");
    Tensor dw = conv.parameters().get(0).grad();
    assertEquals(0, Values.distance(dw, naive.weightGradient(x, dy)), 6e-6, "dW");
  }

  @Test
  void givesTheSameBitsForAnyNumberOfThreads() {
    Tensor x = Values.normal(1, 67, 16, 8, 8);
    Tensor dy = Values.normal(2, 67, 32, 8, 8);
    float[][] results = new float[3][];
    for (int threads = 1; threads <= 3; threads++) {
      Workers.setThreads(threads);
      Conv2d conv = new Conv2d(16, 32, 5, 1, 2);
      conv.forward(x);
      conv.backward(dy);
      results[threads - 1] = conv.parameters().get(0).grad().data();
    }
    assertArrayEquals(results[0], results[1]);
    assertArrayEquals(results[0], results[2]);
  }

  @Test
  void isNotForStridesIdleLanesOrWastedTiles() {
    assertTrue(WinogradConv.suits(new ConvShape(1, LANES, 8, 8, LANES, 5, 1, 2, true)));
    assertFalse(WinogradConv.suits(new ConvShape(1, LANES, 8, 8, LANES, 5, 2, 2, true)), "stride");
    assertFalse(WinogradConv.suits(new ConvShape(1, 3, 8, 8, LANES, 5, 1, 2, true)), "in");
    assertFalse(WinogradConv.suits(new ConvShape(1, LANES, 8, 8, 10, 5, 1, 2, true)), "out");
    assertFalse(WinogradConv.suits(new ConvShape(1, LANES, 8, 8, LANES, 1, 1, 0, true)), "1 × 1");
    assertFalse(WinogradConv.suits(new ConvShape(1, LANES, 6, 6, LANES, 5, 1, 0, true)), "2 of 4");
  }
}
