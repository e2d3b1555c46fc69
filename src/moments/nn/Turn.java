package moments.nn;

import moments.parallel.Workers;
import moments.tensor.Tensor;

/** Turns the elements of images from channels first to channels last, and back. */
final class Turn {
  private final Workers.Task task = this::turnImage;
  private boolean from;
  private boolean to;
  private boolean toLast;
  private Tensor turned = Shapes.NONE;
  private Tensor turnedBack = Shapes.NONE;
  private Tensor source = Shapes.NONE;
  private Tensor target = Shapes.NONE;

  /** {@code x} in the other order, or x itself if it is in that order already. */
  Tensor forward(Tensor x, boolean lastNow, boolean lastWanted) {
    from = lastNow;
    to = lastWanted;
    if (from != to && !x.sameShape(turned)) {
      turned = Tensor.zerosLike(x);
      turnedBack = Tensor.zerosLike(x);
    }
    return from == to ? x : turn(x, turned, to);
  }

  /** The gradient of what {@link #forward} returned, in the order of what it was given. */
  Tensor backward(Tensor dy) {
    return from == to ? dy : turn(dy, turnedBack, from);
  }

  private Tensor turn(Tensor x, Tensor into, boolean last) {
    source = x;
    target = into;
    toLast = last;
    Workers.forEach(x.dim(0), x.size() / x.dim(0), task);
    return into;
  }

  private void turnImage(int n) {
    int image = n * (source.size() / source.dim(0));
    int channels = source.dim(1);
    int pixels = source.dim(2) * source.dim(3);
    Tensor first = toLast ? source : target;
    Tensor last = toLast ? target : source;
    turn(toLast, channels, 1, pixels, first.data(), image, last.data(), image, 0);
  }

  /**
   * Copies an image with channels first, from {@code f} on, into one with channels last whose rows
   * are {@code pitch} floats apart, from {@code l} on; or, unless {@code toLast}, back.
   */
  static void turn(
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
