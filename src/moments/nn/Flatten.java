package moments.nn;

import moments.tensor.Tensor;

/** Turns x [N, …] into y [N, features]: the same elements in the same memory, nothing is copied. */
public final class Flatten implements Layer {
  private Tensor x = Shapes.NONE;
  private Tensor y = Shapes.NONE;
  private Tensor dy = Shapes.NONE;
  private Tensor dx = Shapes.NONE;

  @Override
  public Tensor forward(Tensor x) {
    if (x != this.x) {
      if (x.rank() < 2) {
        throw new IllegalArgumentException(
            "Flatten.forward: expected x [N, …], got " + x.shapeText());
      }
      Shapes.requireElements("Flatten", x);
      y = x.reshape(x.dim(0), x.size() / x.dim(0));
      this.x = x;
    }
    return y;
  }

  @Override
  public Tensor backward(Tensor dy) {
    Shapes.requireGradient("Flatten", dy, y);
    if (dy != this.dy || !dx.sameShape(x)) {
      dx = dy.reshape(x.shape());
      this.dy = dy;
    }
    return dx;
  }

  @Override
  public String toString() {
    return "Flatten()";
  }
}
