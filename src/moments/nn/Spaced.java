package moments.nn;

import moments.tensor.Tensor;

/**
 * Images in an array whose rows lie further apart than in a tensor: room for padding, or for whole
 * vectors.
 *
 * <p>The rows of image n begin at {@code n·image + p·plane + first + i·pitch}, for each plane p and
 * row i. What lies between them is 0 until somebody writes there.
 */
final class Spaced {
  final float[] data;

  /** Floats from one image to the next. */
  final int image;

  private final int planes;
  private final int rows;
  private final int length;
  private final int pitch;
  private final int plane;
  private final int first;

  /**
   * {@code images} images of {@code planes}·{@code rows} rows of {@code length} floats.
   *
   * @param more floats of an image behind its last plane
   */
  Spaced(int images, int planes, int rows, int length, int pitch, int plane, int first, int more) {
    this.planes = planes;
    this.rows = rows;
    this.length = length;
    this.pitch = pitch;
    this.plane = plane;
    this.first = first;
    image = planes * plane + more;
    data = new float[images * image];
  }

  /** Where the first row of a plane begins. */
  int start(int n, int p) {
    return n * image + p * plane + first;
  }

  /** Copies image {@code n} of {@code from} into its rows. */
  void put(int n, Tensor from) {
    put(n, from, n);
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

  /** Copies the rows of image {@code n} into {@code to}. */
  void take(int n, Tensor to) {
    int at = n * planes * rows * length;
    for (int p = 0; p < planes; p++) {
      int row = start(n, p);
      for (int i = 0; i < rows; i++, at += length, row += pitch) {
        System.arraycopy(data, row, to.data(), at, length);
      }
    }
  }
}
