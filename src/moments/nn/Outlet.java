package moments.nn;

import moments.tensor.Tensor;

/**
 * How a convolution hands on its outputs, from wide images to tensors, and takes their gradients;
 * here as they are.
 */
interface Outlet {
  Outlet PLAIN = new Outlet() {};

  /** Writes image {@code n} of y, from that of {@code wide}. */
  default void take(int n, Spaced wide, Tensor y) {
    wide.take(n, y);
  }

  /** Writes the one image {@code dWide}, from image {@code n} of dy and of what was written. */
  default void put(int n, Spaced wide, Tensor y, Tensor dy, Spaced dWide) {
    dWide.put(0, dy, n);
  }
}
