package moments.fast;

import moments.nn.Window;
import moments.simd.IndexedProduct;

/**
 * The sizes of a convolution: x [n, in, height, width], y [n, out, rows, columns].
 *
 * @param training whether what backward needs is kept
 */
record ConvShape(int n, int in, int height, int width, int out, Window window, boolean training) {

  /** The most parts of a batch whose weight gradients are summed apart, on one thread each. */
  private static final int MOST_PARTS = 16;

  int kernel() {
    return window.kernel();
  }

  int stride() {
    return window.stride();
  }

  int padding() {
    return window.padding();
  }

  int rows() {
    return window.places(height);
  }

  int columns() {
    return window.places(width);
  }

  /** Places of the window on one image. */
  int positions() {
    return rows() * columns();
  }

  int paddedHeight() {
    return height + 2 * padding();
  }

  int paddedWidth() {
    return width + 2 * padding();
  }

  /** Images of x with their padding, one for each part of the batch, and room after each. */
  PaddedImages paddedImages(int more) {
    int plane = paddedHeight() * paddedWidth();
    int first = padding() * (paddedWidth() + 1);
    return new PaddedImages(parts(), in, height, width, paddedWidth(), plane, first, more);
  }

  /**
   * Where tap (c, u, v), in the order of the weights, lies in a padded image from its window on.
   */
  int[] tapsInImage() {
    int area = kernel() * kernel();
    return IndexedProduct.table(
        taps(),
        t -> (t / area * paddedHeight() + t % area / kernel()) * paddedWidth() + t % kernel());
  }

  /** The pixel of a padded image where the window at position i begins. */
  int window(int i) {
    return (i / columns() * paddedWidth() + i % columns()) * stride();
  }

  /** Weights of one output channel. */
  int taps() {
    return in * kernel() * kernel();
  }

  /** Parts of the batch; they depend on its size only, so that sums have one order. */
  int parts() {
    return Math.min(n, MOST_PARTS);
  }

  /** The first image of a part, or the end of the part before. */
  int firstOf(int part) {
    return n * part / parts();
  }

  /** {@code size} rounded up to a multiple of {@code lanes}. */
  static int roundUp(int size, int lanes) {
    return (size + lanes - 1) / lanes * lanes;
  }
}
