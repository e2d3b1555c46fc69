package moments.fast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import moments.nn.Conv2d;
import moments.nn.Layer;
import moments.nn.Values;
import moments.nn.Window;
import moments.parallel.Workers;
import moments.simd.Loops;
import moments.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WinogradConvTest {
  private static final int LANES = Loops.LANES;
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
  void equalsTheLayer(int n, int in, int height, int width, int out, int kernel, int padding) {
    assertTrue(suits(in, height, width, out, new Window(kernel, 1, padding)), "suits");
    Conv2d conv = new Conv2d(in, out, kernel, 1, padding);
    Tensor x = Values.normal(1, n, in, height, width);
    Tensor dy = Values.normal(2, conv.forward(x).shape());
    Pass plain = Pass.of(conv, conv, x, dy);
    Pass.of(Fast.of(conv), conv, x, dy)
        .distances(plain)
        .forEach((name, distance) -> assertEquals(0, distance, 6e-6, name));
  }

  private static boolean suits(int in, int height, int width, int out, Window window) {
    return ConvWay.tilesSuit(new ConvShape(1, in, height, width, out, window, true));
  }

  @Test
  void givesTheSameBitsForAnyNumberOfThreads() {
    Tensor x = Values.normal(1, 67, 16, 8, 8);
    Tensor dy = Values.normal(2, 67, 32, 8, 8);
    float[][] results = new float[3][];
    for (int threads = 1; threads <= 3; threads++) {
      Workers.setThreads(threads);
      Conv2d conv = new Conv2d(16, 32, 5, 1, 2);
      Layer fast = Fast.of(conv);
      fast.forward(x);
      fast.backward(dy);
      results[threads - 1] = conv.parameters().get(0).grad().data();
    }
    assertArrayEquals(results[0], results[1]);
    assertArrayEquals(results[0], results[2]);
  }

  @Test
  void isNotForStridesIdleLanesOrWastedTiles() {
    assertTrue(suits(LANES, 8, 8, LANES, new Window(5, 1, 2)));
    assertFalse(suits(LANES, 8, 8, LANES, new Window(5, 2, 2)), "stride");
    assertFalse(suits(3, 8, 8, LANES, new Window(5, 1, 2)), "in");
    assertFalse(suits(LANES, 8, 8, 10, new Window(5, 1, 2)), "out");
    assertFalse(suits(LANES, 8, 8, LANES, new Window(1, 1, 0)), "1 × 1");
    assertFalse(suits(LANES, 6, 6, LANES, new Window(5, 1, 0)), "2 of 4");
  }
}
