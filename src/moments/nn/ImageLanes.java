package moments.nn;

import moments.parallel.Workers;
import moments.simd.Loops;
import moments.simd.Simd;
import moments.tensor.Tensor;

/** A convolution image by image, x with channels first: a part of the batch is a task. */
abstract class ImageLanes implements ConvLanes {
  final Loops kernel = Simd.best();
  final ConvShape s;
  final Parameter weight;
  final Parameter bias;
  final Outlet outlet;
  private final WindowGradient gradient;
  private final Workers.Task forward = this::forwardPart;
  private final Workers.Task backward = this::backwardPart;
  private Tensor x = Shapes.NONE;
  private Tensor y = Shapes.NONE;
  private Tensor dy = Shapes.NONE;
  private Tensor dx = Shapes.NONE;

  ImageLanes(ConvShape s, Parameter weight, Parameter bias, Outlet outlet) {
    this.s = s;
    this.weight = weight;
    this.bias = bias;
    this.outlet = outlet;
    gradient = new WindowGradient(s, weight, bias, outlet);
  }

  /** Called before each forward. */
  void packWeights() {}

  /** Writes the outputs of image {@code n} of x; returns where they are, in image {@code part}. */
  abstract Spaced forwardImage(int part, Tensor x, int n);

  @Override
  public final boolean takesChannelsLast() {
    return false;
  }

  @Override
  public final void forward(Tensor x, Tensor y) {
    this.x = x;
    this.y = y;
    packWeights();
    Workers.forEach(s.parts(), forward);
  }

  private void forwardPart(int part) {
    for (int n = s.firstOf(part); n < s.firstOf(part + 1); n++) {
      outlet.take(part, forwardImage(part, x, n), y, n);
    }
  }

  @Override
  public final void backward(Tensor dy, Tensor dx) {
    this.dy = dy;
    this.dx = dx;
    if (dx != Shapes.NONE) {
      gradient.packWeights();
    }
    Workers.forEach(s.parts(), backward);
    gradient.addToParameters();
  }

  private void backwardPart(int part) {
    gradient.begin(part);
    for (int n = s.firstOf(part); n < s.firstOf(part + 1); n++) {
      gradient.add(part, n, x, y, dy, dx);
    }
  }
}
