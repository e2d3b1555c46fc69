package moments.nn;

import moments.tensor.Tensor;

/**
 * The square window that a convolution or a pool slides over images.
 *
 * @param kernel the length of its side
 * @param stride how far it moves from one place to the next
 * @param padding the width of the border around each image
 */
public record Window(int kernel, int stride, int padding) {
  /** The number of places along an axis, {@code ⌊(size + 2·padding − kernel)/stride⌋ + 1}. */
  public int places(int size) {
    return (size + 2 * padding - kernel) / stride + 1;
  }

  /**
   * The shape {@code [N, channels, H', W']} of a tensor with one element for each channel and place
   * of the window on the images x [N, C, H, W].
   *
   * @throws ShapeException if x is empty or the window does not fit on its images
   */
  int[] outputShape(String layer, Tensor x, int channels) {
    ShapeException.requireElements(layer, x);
    long height = x.dim(2) + 2L * padding;
    long width = x.dim(3) + 2L * padding;
    if (kernel > Math.min(height, width) || Math.max(height, width) > Integer.MAX_VALUE) {
      throw new ShapeException(
          layer + ".forward",
          "kernel %d does not fit on the padded image %d×%d of x %s (padding %d)"
              .formatted(kernel, height, width, x.shapeText(), padding));
    }
    return new int[] {x.dim(0), channels, places(x.dim(2)), places(x.dim(3))};
  }

  /** x̄: the images x within a border of zeros. */
  Tensor padded(Tensor x) {
    int height = x.dim(2) + 2 * padding;
    int width = x.dim(3) + 2 * padding;
    return padding == 0 ? x : copy(x, 0, Tensor.zeros(x.dim(0), x.dim(1), height, width), padding);
  }

  /** The images of {@code padded} without their border, of the shape of {@code x}. */
  Tensor cropped(Tensor padded, Tensor x) {
    return padding == 0 ? padded : copy(padded, padding, Tensor.zerosLike(x), 0);
  }

  /** Copies the images of one tensor to another whose border has a different width. */
  private static Tensor copy(Tensor from, int border, Tensor to, int newBorder) {
    int height = Math.min(from.dim(2), to.dim(2));
    int width = Math.min(from.dim(3), to.dim(3));
    for (int n = 0; n < to.dim(0); n++) {
      for (int c = 0; c < to.dim(1); c++) {
        for (int i = 0; i < height; i++) {
          int source = from.at(n, c, i + border, border);
          int target = to.at(n, c, i + newBorder, newBorder);
          System.arraycopy(from.data(), source, to.data(), target, width);
        }
      }
    }
    return to;
  }

  @Override
  public String toString() {
    return "kernel %d, stride %d, padding %d".formatted(kernel, stride, padding);
  }
}
