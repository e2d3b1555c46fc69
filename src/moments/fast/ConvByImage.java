package moments.fast;

import moments.nn.Parameter;
import moments.parallel.Workers;
import moments.simd.Loops;
import moments.simd.Simd;
import moments.tensor.Tensor;

/** A convolution image by image, x with channels first: a part of the batch is a task. */
abstract class ConvByImage implements Step {
  final Loops loops = Simd.best();
  final ConvShape s;
  final Parameter weight;
  final Parameter bias;
  private final Epilogue epilogue;
  private final Wire in;
  private final Wire out;
  private final ConvGradient gradient;
  private final Workers.Task forward = this::forwardPart;
  private final Workers.Task backward = part -> backwardPart(part, true);
  private final Workers.Task backwardParameters = part -> backwardPart(part, false);

  ConvByImage(ConvShape s, Parameter weight, Parameter bias, Epilogue epilogue, Wire in, Wire out) {
    this.s = s;
    this.weight = weight;
    this.bias = bias;
    this.epilogue = epilogue;
    this.in = in;
    this.out = out;
    gradient = new ConvGradient(s, weight, bias, epilogue);
  }

  /** Called before each forward. */
  void packWeights() {}

  /** Writes the outputs of image {@code n} of x; returns where they are, in image {@code part}. */
  abstract PaddedImages forwardImage(int part, Tensor x, int n);

  @Override
  public final boolean hasParameters() {
    return true;
  }

  @Override
  public final void forward() {
    packWeights();
    Workers.forEach(s.parts(), forward);
  }

  private void forwardPart(int part) {
    for (int n = s.firstOf(part); n < s.firstOf(part + 1); n++) {
      epilogue.take(part, forwardImage(part, in.value, n), out.value, n);
    }
  }

  @Override
  public final void backward(boolean toInput) {
    if (toInput) {
      gradient.packWeights();
    }
    Workers.forEach(s.parts(), toInput ? backward : backwardParameters);
    gradient.addToParameters();
  }

  private void backwardPart(int part, boolean toInput) {
    gradient.begin(part);
    for (int n = s.firstOf(part); n < s.firstOf(part + 1); n++) {
      gradient.add(part, n, in, out, toInput);
    }
  }
}
