package moments.fast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import moments.nn.Conv2d;
import moments.nn.Layer;
import moments.nn.MaxPool2d;
import moments.nn.Relu;
import moments.nn.Sequential;
import moments.nn.Values;
import moments.nn.Window;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A net that does convolution, ReLU and pool in one pass gives what its layers give singly. */
class ConvReluPoolTest {
  @ParameterizedTest(name = "pool {0}, stride {1}, padding {2}")
  @CsvSource({"3, 2, 1", "2, 1, 1", "2, 1, 0", "3, 1, 1", "3, 3, 0"})
  void equalsTheLayersOneByOneForAnyPool(int kernel, int stride, int padding) {
    equalsTheLayersOneByOne(
        Values.normal(1, 3, 2, 9, 8), new Conv2d(2, 16, 5), new MaxPool2d(kernel, stride, padding));
  }

  @ParameterizedTest(name = "{0} images of {1} × {2} × {3}, out {4}, padding {5}, pool {6}")
  @CsvSource({
    "5, 3, 32, 32, 6, 0, 2",
    "20, 2, 33, 16, 3, 0, 2",
    "1, 1, 7, 48, 2, 0, 2",
    "3, 2, 8, 28, 5, 2, 2",
    "3, 6, 14, 14, 16, 0, 2",
    "2, 6, 14, 13, 16, 0, 2",
    "2, 3, 32, 32, 6, 0, 3",
    "2, 3, 5, 32, 6, 0, 1",
    "2, 1, 20, 22, 4, 3, 2",
    "2, 2, 20, 22, 40, 0, 2",
  })
  void equalsTheLayersOneByOne(
      int n, int in, int height, int width, int out, int padding, int kernel) {
    equalsTheLayersOneByOne(
        Values.normal(1, n, in, height, width),
        new Conv2d(in, out, 5, 1, padding),
        new MaxPool2d(kernel));
  }

  private static void equalsTheLayersOneByOne(Tensor x, Conv2d conv, MaxPool2d pool) {
    Sequential net = new Sequential(conv, new Relu(), pool);
    Tensor dy = Values.normal(2, net.forward(x).shape());
    Pass plain = Pass.of(net, net, x, dy);
    Pass.of(Fast.of(net), net, x, dy)
        .distances(plain)
        .forEach((name, distance) -> assertEquals(0, distance, 1e-6, name));
  }

  @ParameterizedTest(name = "{0} images of {1} × 32 × 32, out {2}")
  @CsvSource({"20, 3, 6", "33, 2, 40", "2, 32, 32"})
  void givesTheSameBitsInEvaluation(int n, int in, int out) {
    Layer fast =
        Fast.of(new Sequential(new Conv2d(in, out, 5, 1, 2), new Relu(), new MaxPool2d(2)));
    Tensor x = Values.normal(1, n, in, 32, 32);
    Tensor y = fast.forward(x).copy();
    fast.train(false);
    assertArrayEquals(y.data(), fast.forward(x).data());
    fast.train(true);
    fast.forward(x);
    assertArrayEquals(x.shape(), fast.backward(y).shape());
  }

  @Test
  void theTutorialsConvolutionsPool() {
    Window pool = new Window(2, 2, 0);
    Window window = new Window(5, 1, 0);
    assertTrue(ConvWay.fits(new ConvShape(4, 3, 32, 32, 6, window, true), pool));
    assertTrue(ConvWay.fits(new ConvShape(4, 6, 14, 14, 16, window, true), pool));
    Window padded = new Window(5, 1, 2);
    assertFalse(ConvWay.fits(new ConvShape(4, 64, 16, 16, 64, padded, true), pool));
  }
}
