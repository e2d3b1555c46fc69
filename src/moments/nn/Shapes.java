package moments.nn;

import moments.tensor.Tensor;

/** The checks of shapes that layers share. */
final class Shapes {
  /** Stands for the tensors of a layer that has not been called. */
  static final Tensor NONE = Tensor.zeros(0);

  private Shapes() {}

  /** Whether {@code x} differs in shape from {@code last}, the input of the call before. */
  static boolean changed(Tensor last, Tensor x) {
    return last == NONE || !x.sameShape(last);
  }

  /** Requires a tensor with elements. */
  static void requireElements(String layer, Tensor x) {
    if (x.size() == 0) {
      throw new IllegalArgumentException(
          "%s.forward: x %s is empty; pass at least one example".formatted(layer, x.shapeText()));
    }
  }

  /** Requires images in which a window of {@code kernel}² fits after padding. */
  static void requireWindow(String layer, Tensor x, int kernel, int padding) {
    requireElements(layer, x);
    long height = x.dim(2) + 2L * padding;
    long width = x.dim(3) + 2L * padding;
    if (kernel > Math.min(height, width)) {
      throw new IllegalArgumentException(
          "%s.forward: kernel %d is larger than the padded image %d×%d of x %s (padding %d)"
              .formatted(layer, kernel, height, width, x.shapeText(), padding));
    }
  }

  /** The number of windows along an axis: {@code ⌊(size + 2·padding − kernel)/stride⌋ + 1}. */
  static int windows(int size, int kernel, int stride, int padding) {
    return Math.toIntExact((size + 2L * padding - kernel) / stride + 1);
  }

  /** Requires a {@code forward} before, and {@code dy} of the shape of its result {@code y}. */
  static void requireGradient(String layer, Tensor dy, Tensor y) {
    if (y == NONE) {
      throw new IllegalStateException(layer + ".backward: call forward first");
    }
    if (!dy.sameShape(y)) {
      throw new IllegalArgumentException(
          "%s.backward: expected dy %s, the shape of y, got %s"
              .formatted(layer, y.shapeText(), dy.shapeText()));
    }
  }
}
