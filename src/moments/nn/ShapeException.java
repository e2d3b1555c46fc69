package moments.nn;

import moments.tensor.Tensor;

/** A layer was given a tensor that it cannot take: says which layer, what it expected and got. */
public final class ShapeException extends IllegalArgumentException {
  /** The message without the method; the names of layers within a net stay. */
  private final String rest;

  /** The layer's own report: {@code Conv2d.forward: expected x [N, 6, H, W], got [4, 3, 9, 9]}. */
  public ShapeException(String method, String problem) {
    super(method + ": " + problem);
    rest = problem;
  }

  /** The same with the name of the layer in its net: {@code conv2: expected x …}. */
  public ShapeException in(String name) {
    return new ShapeException(name.matches("\\d+") ? "layer " + name : name, this);
  }

  private ShapeException(String layer, ShapeException inner) {
    super(layer + ": " + inner.rest);
    rest = layer + ": " + inner.rest;
    setStackTrace(inner.getStackTrace());
  }

  /** Requires x to have elements. */
  static void requireElements(String layer, Tensor x) {
    if (x.size() == 0) {
      throw new ShapeException(
          layer + ".forward", "x %s is empty; pass at least one example".formatted(x.shapeText()));
    }
  }

  /**
   * Requires a {@code forward} before, and {@code dy} to have the shape of its result {@code y}.
   *
   * @throws IllegalStateException if y is {@link Layer#NOTHING}, what layers start with
   */
  static void requireGradient(String layer, Tensor dy, Tensor y) {
    if (y == Layer.NOTHING) {
      throw new IllegalStateException(layer + ".backward: call forward first");
    }
    if (!dy.sameShape(y)) {
      throw new ShapeException(
          layer + ".backward",
          "expected dy %s, the shape of y, got %s".formatted(y.shapeText(), dy.shapeText()));
    }
  }
}
