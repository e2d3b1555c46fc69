package moments.nn;

import java.util.Random;
import moments.tensor.Tensor;

/**
 * Sets each element to 0 with probability p while training and scales the others by 1/(1−p), so
 * that the mean stays; passes x on in evaluation.
 *
 * <p>{@code y = mask·x, mask = 0 or 1/(1−p)}. One mask for each call of {@code forward}; the masks
 * follow from the seed alone. Srivastava et al. 2014 scale in evaluation instead.
 */
public final class Dropout implements Layer {
  private final double p;
  private final Random random;
  private boolean training = true;
  private boolean masked = true;
  private Tensor y = Shapes.NONE;
  private Tensor output = Shapes.NONE;
  private Tensor mask = Shapes.NONE;
  private Tensor dx = Shapes.NONE;

  /**
   * A dropout of its own sequence of masks.
   *
   * @param p the probability that an element becomes 0, 0 ≤ p &lt; 1
   */
  public Dropout(double p, long seed) {
    if (!(p >= 0 && p < 1)) {
      throw new IllegalArgumentException("Dropout: expected 0 ≤ p < 1, got " + p);
    }
    this.p = p;
    this.random = new Random(seed);
  }

  @Override
  public void train(boolean on) {
    training = on;
  }

  @Override
  public Tensor forward(Tensor x) {
    Shapes.requireElements("Dropout", x);
    masked = training;
    if (!masked) {
      y = x;
      return x;
    }
    if (!mask.sameShape(x)) {
      mask = Tensor.zerosLike(x);
      dx = Tensor.zerosLike(x);
      output = Tensor.zerosLike(x);
    }
    float scale = (float) (1 / (1 - p));
    float[] m = mask.data();
    for (int i = 0; i < m.length; i++) {
      m[i] = random.nextFloat() < p ? 0 : scale;
    }
    y = output;
    multiply(x.data(), m, y.data());
    return y;
  }

  @Override
  public Tensor backward(Tensor dy) {
    Shapes.requireGradient("Dropout", dy, y);
    if (!masked) {
      return dy;
    }
    multiply(dy.data(), mask.data(), dx.data());
    return dx;
  }

  private static void multiply(float[] a, float[] b, float[] product) {
    for (int i = 0; i < product.length; i++) {
      product[i] = a[i] * b[i];
    }
  }

  @Override
  public String toString() {
    return "Dropout(" + p + ")";
  }
}
