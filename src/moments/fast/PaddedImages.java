package moments.fast;

import moments.tensor.Tensor;

/**
 * Images in an array whose rows lie further apart than in a tensor: room for padding, or for whole
 * vectors.
 *
 * <p>The rows of image n begin at {@code n·image + p·plane + first + i·pitch}, for each plane p and
 * row i. What lies between them is 0 until something is written there.
 *
 * @param image floats from one image to the next
 * @param length of a row
 * @param pitch floats from one row to the next
 */
record PaddedImages(
    float[] data, int image, int planes, int rows, int length, int pitch, int plane, int first) {
  /**
   * {@code images} images of {@code planes}·{@code rows} rows of {@code length} floats.
   *
   * @param more floats of an image after its last plane
   */
  PaddedImages(
      int images, int planes, int rows, int length, int pitch, int plane, int first, int more) {
    this(
        new float[images * (planes * plane + more)],
        planes * plane + more,
        planes,
        rows,
        length,
        pitch,
        plane,
        first);
  }

  /** Where the first row of a plane begins. */
  int start(int n, int p) {
    return n * image + p * plane + first;
  }

  /** Copies image {@code n} of {@code from} into the rows of image {@code place}. */
  void put(int place, Tensor from, int n) {
    int at = n * planes * rows * length;
    for (int p = 0; p < planes; p++) {
      int row = start(place, p);
      for (int i = 0; i < rows; i++, at += length, row += pitch) {
        System.arraycopy(from.data(), at, data, row, length);
      }
    }
  }

  /** Copies the rows of image {@code place} into image {@code n} of {@code to}. */
  void take(int place, Tensor to, int n) {
    int at = n * planes * rows * length;
    for (int p = 0; p < planes; p++) {
      int row = start(place, p);
      for (int i = 0; i < rows; i++, at += length, row += pitch) {
        System.arraycopy(data, row, to.data(), at, length);
      }
    }
  }
}
