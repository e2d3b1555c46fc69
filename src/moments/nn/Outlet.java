package moments.nn;

import moments.tensor.Tensor;

/**
 * How a convolution hands on its outputs, from wide images to tensors, and takes their gradients;
 * here as they are.
 */
interface Outlet {
  Outlet PLAIN = new Outlet() {};

  /** Writes image {@code n} of y, one of {@code part}, from image {@code place} of {@code wide}. */
  default void take(int part, Spaced wide, int place, Tensor y, int n) {
    wide.take(place, y, n);
  }

  /** Writes the one image {@code dWide}, from image {@code n} of dy and of what was written. */
  default void put(int part, Spaced wide, Tensor y, Tensor dy, int n, Spaced dWide) {
    dWide.put(0, dy, n);
  }
}
