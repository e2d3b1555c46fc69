package moments.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    Relu relu = new Relu();
    Sequential net = new Sequential(conv, relu, pool);
    Tensor y = net.forward(x).copy();
    Tensor dy = Values.normal(2, y.shape());
    Tensor dx = net.backward(dy).copy();
    Tensor dw = conv.parameters().get(0).grad().copy();
    Tensor db = conv.parameters().get(1).grad().copy();
    conv.parameters().forEach(p -> p.grad().fill(0));
    assertTrue(Values.distance(y, pool.forward(relu.forward(conv.forward(x)))) < 1e-6);
    Tensor singleDx = conv.backward(relu.backward(pool.backward(dy)));
    assertTrue(Values.distance(dx, singleDx) < 1e-6);
    assertTrue(Values.distance(dw, conv.parameters().get(0).grad()) < 1e-6);
    assertTrue(Values.distance(db, conv.parameters().get(1).grad()) < 1e-6);
  }

  @ParameterizedTest(name = "{0} images of {1} × 32 × 32, out {2}")
  @CsvSource({"20, 3, 6", "33, 2, 40", "2, 32, 32"})
  void givesTheSameBitsInEvaluation(int n, int in, int out) {
    Sequential net = new Sequential(new Conv2d(in, out, 5, 1, 2), new Relu(), new MaxPool2d(2));
    Tensor x = Values.normal(1, n, in, 32, 32);
    Tensor y = net.forward(x).copy();
    net.train(false);
    assertArrayEquals(y.data(), net.forward(x).data());
    var error = assertThrows(IllegalStateException.class, () -> net.backward(y));
    assertEquals(
        "Conv2d.backward: the last forward was in evaluation; call train(true) before it",
        error.getMessage());
    net.train(true);
    net.forward(x);
    assertArrayEquals(x.shape(), net.backward(y).shape());
  }

  @Test
  void theTutorialsConvolutionsPool() {
    MaxPool2d pool = new MaxPool2d(2);
    assertTrue(ConvLanes.pools(new ConvShape(4, 3, 32, 32, 6, 5, 1, 0, true), pool));
    assertTrue(ConvLanes.pools(new ConvShape(4, 6, 14, 14, 16, 5, 1, 0, true), pool));
    assertFalse(ConvLanes.pools(new ConvShape(4, 64, 16, 16, 64, 5, 1, 2, true), pool));
  }

  @Test
  void theNetStillHasItsThreeLayers() {
    Sequential net = new Sequential(new Conv2d(3, 6, 5), new Relu(), new MaxPool2d(2));
    assertEquals(3, net.layers().size());
    assertEquals(2, net.parameters().size());
  }
}
