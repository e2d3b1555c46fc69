package moments.nn;

import moments.tensor.Tensor;

/**
 * ReLU, the rectified linear unit: negative elements become 0.
 *
 * <pre>
 * y  = x  where x &gt; 0, else 0
 * dx = dy where x &gt; 0, else 0
 * </pre>
 *
 * <p>x and y have any shape. The slope at 0, where there is none, counts as 0. A NaN stays NaN on
 * the way forward and has slope 0 on the way back.
 */
public final class Relu implements Layer {
  private Tensor x = NOTHING;

  /** The shape of y; throws a {@link ShapeException} if {@code x} is empty. */
  public int[] outputShape(Tensor x) {
    ShapeException.requireElements("Relu", x);
    return x.shape();
  }

  // @start region="forward"
  @Override
  public Tensor forward(Tensor x) {
    Tensor y = Tensor.zeros(outputShape(x));
    this.x = x;
    for (int i = 0; i < x.size(); i++) {
      y.data()[i] = Math.max(x.data()[i], 0);
    }
    return y;
  }

  // @end

  // @start region="backward"
  @Override
  public Tensor backward(Tensor dy) {
    ShapeException.requireGradient("Relu", dy, x);
    Tensor dx = Tensor.zerosLike(x);
    for (int i = 0; i < x.size(); i++) {
      dx.data()[i] = x.data()[i] > 0 ? dy.data()[i] : 0;
    }
    return dx;
  }

  // @end

  @Override
  public String toString() {
    return "Relu()";
  }
}
