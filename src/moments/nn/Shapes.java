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
    requireElements(layer, x, false);
  }

  /** The same for images in one order or the other. */
  static void requireElements(String layer, Tensor x, boolean last) {
    if (x.size() == 0) {
      throw new IllegalArgumentException(
          "%s.forward: x %s is empty; pass at least one example".formatted(layer, text(x, last)));
    }
  }

  /** Requires images in which a window of {@code kernel}² fits after padding. */
  static void requireWindow(String layer, Tensor x, boolean last, int kernel, int padding) {
    requireElements(layer, x, last);
    long height = height(x, last) + 2L * padding;
    long width = width(x, last) + 2L * padding;
    if (kernel > Math.min(height, width)) {
      throw new IllegalArgumentException(
          "%s.forward: kernel %d is larger than the padded image %d×%d of x %s (padding %d)"
              .formatted(layer, kernel, height, width, text(x, last), padding));
    }
  }

  /** The channels of x [N, C, H, W], or [N, H, W, C] if {@code last}. */
  static int channels(Tensor x, boolean last) {
    return x.dim(last ? 3 : 1);
  }

  static int height(Tensor x, boolean last) {
    return x.dim(last ? 1 : 2);
  }

  static int width(Tensor x, boolean last) {
    return x.dim(last ? 2 : 3);
  }

  /** The shape of x as text, channels first. */
  static String text(Tensor x, boolean last) {
    return last
        ? "[%d, %d, %d, %d]".formatted(x.dim(0), x.dim(3), x.dim(1), x.dim(2))
        : x.shapeText();
  }

  /** Zeros [n, c, h, w], or [n, h, w, c] if {@code last}. */
  static Tensor images(int n, int c, int h, int w, boolean last) {
    return last ? Tensor.zeros(n, h, w, c) : Tensor.zeros(n, c, h, w);
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
