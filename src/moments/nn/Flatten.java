package moments.nn;

import moments.tensor.Tensor;

/**
 * Lays each example out in one row: x [N, …], y [N, features].
 *
 * <p>The elements and their order stay the same, on the way forward and on the way back; they are
 * shared, not copied.
 */
public final class Flatten implements Layer {
  private Tensor x = NOTHING;
  private Tensor y = NOTHING;

  /** The shape of y; throws a {@link ShapeException} if this layer cannot take {@code x}. */
  public int[] outputShape(Tensor x) {
    if (x.rank() < 2) {
      throw new ShapeException("Flatten.forward", "expected x [N, …], got " + x.shapeText());
    }
    ShapeException.requireElements("Flatten", x);
    return new int[] {x.dim(0), x.size() / x.dim(0)};
  }

  @Override
  public Tensor forward(Tensor x) {
    y = x.reshape(outputShape(x));
    this.x = x;
    return y;
  }

  @Override
  public Tensor backward(Tensor dy) {
    ShapeException.requireGradient("Flatten", dy, y);
    return dy.reshape(x.shape());
  }

  @Override
  public String toString() {
    return "Flatten()";
  }
}
