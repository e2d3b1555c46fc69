package moments.nn;

import moments.kernel.Kernel;
import moments.kernel.Kernels;
import moments.kernel.Workers;
import moments.tensor.Tensor;

/** A convolution image by image: a part of the batch is a task, and has its sums for itself. */
abstract class ImageLanes implements ConvLanes {
  final Kernel kernel = Kernels.best();
  final ConvShape s;
  final Parameter weight;
  final Parameter bias;

  /** Where tap t of the sums lies among the weights [c, u, v] of an output. */
  final int[] tapInWeights;

  Tensor x = Shapes.NONE;
  Tensor y = Shapes.NONE;
  Tensor dy = Shapes.NONE;
  Tensor dx = Shapes.NONE;
  private final PartSums sums;
  private final Workers.Task forward = this::forwardPart;
  private final Workers.Task backward = this::backwardPart;

  /** With sums in rows of {@code lanes}. */
  ImageLanes(ConvShape s, Parameter weight, Parameter bias, int lanes, int[] tapInWeights) {
    this.s = s;
    this.weight = weight;
    this.bias = bias;
    this.tapInWeights = tapInWeights;
    sums = new PartSums(s, lanes);
  }

  /** Called before each forward. */
  void packWeights() {}

  /** Writes image {@code n} of y. */
  abstract void forwardImage(int part, int n);

  /** Adds image {@code n} to {@code sum} and, unless dx is {@link Shapes#NONE}, writes its dx. */
  abstract void backwardImage(int part, int n, float[] sum);

  @Override
  public final void forward(Tensor x, Tensor y) {
    this.x = x;
    this.y = y;
    packWeights();
    Workers.forEach(s.parts(), forward);
  }

  private void forwardPart(int part) {
    for (int n = s.firstOf(part); n < s.firstOf(part + 1); n++) {
      forwardImage(part, n);
    }
  }

  @Override
  public final void backward(Tensor dy, Tensor dx) {
    this.dy = dy;
    this.dx = dx;
    Workers.forEach(s.parts(), backward);
    sums.addTo(weight, bias, tapInWeights);
  }

  private void backwardPart(int part) {
    float[] sum = sums.begin(part);
    for (int n = s.firstOf(part); n < s.firstOf(part + 1); n++) {
      backwardImage(part, n, sum);
    }
  }
}
