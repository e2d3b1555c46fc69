package moments.nn;

import moments.kernel.Workers;
import moments.tensor.Tensor;

/** Turns images from channels first, [N, C, H, W], to channels last, [N, H, W, C], and back. */
final class Turn {
  private final Workers.Task task = this::turnImage;
  private boolean from;
  private boolean to;
  private boolean toLastNow;
  private Tensor turned = Shapes.NONE;
  private Tensor turnedBack = Shapes.NONE;
  private Tensor source = Shapes.NONE;
  private Tensor target = Shapes.NONE;

  /** {@code x} in the other order, or x itself if it is in that order already. */
  Tensor forward(Tensor x, boolean lastNow, boolean lastWanted) {
    from = lastNow;
    to = lastWanted;
    if (from == to) {
      return x;
    }
    turned = turn(x, turned, to);
    return turned;
  }

  /** The gradient of what {@link #forward} returned, in the order of what it was given. */
  Tensor backward(Tensor dy) {
    if (from == to) {
      return dy;
    }
    turnedBack = turn(dy, turnedBack, from);
    return turnedBack;
  }

  private Tensor turn(Tensor x, Tensor buffer, boolean toLast) {
    int n = x.dim(0);
    int c = Shapes.channels(x, !toLast);
    int h = Shapes.height(x, !toLast);
    int w = Shapes.width(x, !toLast);
    boolean fits =
        buffer.rank() == 4
            && buffer.dim(0) == n
            && Shapes.channels(buffer, toLast) == c
            && Shapes.height(buffer, toLast) == h
            && Shapes.width(buffer, toLast) == w;
    target = fits ? buffer : Shapes.images(n, c, h, w, toLast);
    source = x;
    toLastNow = toLast;
    Workers.forEach(x.dim(0), x.size() / x.dim(0), task);
    return target;
  }

  private void turnImage(int n) {
    Tensor first = toLastNow ? source : target;
    int channels = first.dim(1);
    int height = first.dim(2);
    int width = first.dim(3);
    float[] in = source.data();
    float[] out = target.data();
    for (int i = 0; i < height; i++) {
      for (int c = 0; c < channels; c++) {
        int byChannel = ((n * channels + c) * height + i) * width;
        int byPixel = (n * height + i) * width * channels + c;
        if (toLastNow) {
          for (int j = 0; j < width; j++) {
            out[byPixel + j * channels] = in[byChannel + j];
          }
        } else {
          for (int j = 0; j < width; j++) {
            out[byChannel + j] = in[byPixel + j * channels];
          }
        }
      }
    }
  }
}
