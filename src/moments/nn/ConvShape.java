package moments.nn;

/**
 * The sizes of a convolution: x [n, in, height, width], y [n, out, rows, columns].
 *
 * @param paddedHeight height of an image with its padding; likewise {@code paddedWidth}
 */
record ConvShape(
    int n,
    int in,
    int height,
    int width,
    int out,
    int kernel,
    int stride,
    int padding,
    int rows,
    int columns,
    int paddedHeight,
    int paddedWidth) {

  static final ConvShape NONE = new ConvShape(0, 0, 0, 0, 0, 1, 1, 0);

  ConvShape(int n, int in, int height, int width, int out, int kernel, int stride, int padding) {
    this(
        n,
        in,
        height,
        width,
        out,
        kernel,
        stride,
        padding,
        Shapes.windows(height, kernel, stride, padding),
        Shapes.windows(width, kernel, stride, padding),
        height + 2 * padding,
        width + 2 * padding);
  }

  /** Positions of the window on one image. */
  int positions() {
    return rows * columns;
  }

  /** Weights of one output channel. */
  int taps() {
    return in * kernel * kernel;
  }

  /** Floats of one padded image. */
  int paddedImage() {
    return in * paddedHeight * paddedWidth;
  }

  /** {@code size} rounded up to a multiple of {@code lanes}. */
  static int roundUp(int size, int lanes) {
    return (size + lanes - 1) / lanes * lanes;
  }
}
