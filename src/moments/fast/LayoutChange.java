package moments.fast;

import moments.parallel.Workers;
import moments.tensor.Tensor;

/**
 * Copies images from channels first to channels last, or the other way; and their gradient back.
 */
final class LayoutChange implements Step {
  private final Wire in;
  private final Wire out;
  private final Workers.Task forward = n -> change(n, true);
  private final Workers.Task backward = n -> change(n, false);

  LayoutChange(Wire in, Wire out) {
    this.in = in;
    this.out = out;
  }

  @Override
  public void forward() {
    share(forward);
  }

  @Override
  public void backward(boolean toInput) {
    if (toInput) {
      share(backward);
    }
  }

  private void share(Workers.Task task) {
    Tensor x = in.value;
    Workers.forEach(x.dim(0), x.size() / x.dim(0), task);
  }

  private void change(int n, boolean values) {
    Tensor from = values ? in.value : in.grad;
    Tensor to = values ? out.value : out.grad;
    Tensor first = in.channelsLast ? to : from;
    Tensor last = in.channelsLast ? from : to;
    int pixels = from.dim(2) * from.dim(3);
    int image = n * from.dim(1) * pixels;
    boolean toLast = values != in.channelsLast;
    copy(toLast, from.dim(1), 1, pixels, first.data(), image, last.data(), image, 0);
  }

  /** A copy of images with channels last, with channels first. */
  static Tensor channelsFirst(Tensor last) {
    Tensor first = Tensor.zerosLike(last);
    copyAll(false, first, last);
    return first;
  }

  /** A copy of images with channels first, with channels last. */
  static Tensor channelsLast(Tensor first) {
    Tensor last = Tensor.zerosLike(first);
    copyAll(true, first, last);
    return last;
  }

  private static void copyAll(boolean toLast, Tensor first, Tensor last) {
    int pixels = first.dim(2) * first.dim(3);
    for (int n = 0; n < first.dim(0); n++) {
      int image = n * first.dim(1) * pixels;
      copy(toLast, first.dim(1), 1, pixels, first.data(), image, last.data(), image, 0);
    }
  }

  /**
   * Copies an image with channels first, from {@code f} on, into one with channels last whose rows
   * are {@code pitch} floats apart, from {@code l} on; or, unless {@code toLast}, back.
   */
  static void copy(
      boolean toLast,
      int channels,
      int rows,
      int columns,
      float[] first,
      int f,
      float[] last,
      int l,
      int pitch) {
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < rows; i++) {
        int at = l + i * pitch + c;
        for (int j = 0; j < columns; j++, f++, at += channels) {
          if (toLast) {
            last[at] = first[f];
          } else {
            first[f] = last[at];
          }
        }
      }
    }
  }
}
