package moments.nn;

import java.util.Random;
import moments.tensor.Tensor;

/**
 * Sets each element to 0 with probability p in training and scales the others, so that the expected
 * value stays; in evaluation it changes nothing.
 *
 * <pre>
 * y  = mask · x     mask = 0 with probability p, else 1/(1−p), drawn anew for each forward
 * dx = mask · dy
 * </pre>
 *
 * <p>x and y have any shape. The same seed and the same calls give the same masks. Srivastava et
 * al. 2014 scale by 1−p in evaluation instead.
 */
public final class Dropout implements Layer {
  private final double p;
  private final Random random;
  private boolean training = true;
  private Tensor mask = NOTHING;

  /**
   * A dropout with a sequence of masks of its own.
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
    ShapeException.requireElements("Dropout", x);
    mask = Tensor.zerosLike(x).fill(1);
    if (training) {
      drawMask();
    }
    return times(mask, x);
  }

  private void drawMask() {
    float scale = (float) (1 / (1 - p));
    for (int i = 0; i < mask.size(); i++) {
      mask.data()[i] = random.nextFloat() < p ? 0 : scale;
    }
  }

  @Override
  public Tensor backward(Tensor dy) {
    ShapeException.requireGradient("Dropout", dy, mask);
    return times(mask, dy);
  }

  private static Tensor times(Tensor a, Tensor b) {
    Tensor product = Tensor.zerosLike(a);
    for (int i = 0; i < a.size(); i++) {
      product.data()[i] = a.data()[i] * b.data()[i];
    }
    return product;
  }

  @Override
  public String toString() {
    return "Dropout(" + p + ")";
  }
}
