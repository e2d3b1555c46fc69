package moments.nn;

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
 * al. 2014 scale in evaluation instead: they multiply the weights behind by 1−p, their p.
 */
public final class Dropout implements Layer {
  private static final long MULTIPLIER = 0x5DEECE66DL;
  private static final long STATES = (1L << 48) - 1;

  private final double p;
  private boolean training = true;
  private Tensor mask = NOTHING;

  /** The state of the generator that {@link java.util.Random} specifies but keeps private. */
  private long generator;

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
    generator = (seed ^ MULTIPLIER) & STATES;
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

  private void drawMask() {
    float scale = (float) (1 / (1 - p));
    for (int i = 0; i < mask.size(); i++) {
      mask.data()[i] = nextFloat() < p ? 0 : scale;
    }
  }

  private float nextFloat() {
    generator = (generator * MULTIPLIER + 0xB) & STATES;
    return (generator >>> 24) * 0x1p-24f;
  }

  /** Where the sequence of masks stands, to go on from there later. */
  public long generator() {
    return generator;
  }

  /** Goes on with the masks that followed when {@link #generator} had this value. */
  public void setGenerator(long value) {
    if (value < 0 || value > STATES) {
      throw new IllegalArgumentException(
          "Dropout: expected a state of the generator in 0 … 2⁴⁸ − 1, got " + value);
    }
    generator = value;
  }

  @Override
  public String toString() {
    return "Dropout(" + p + ")";
  }
}
