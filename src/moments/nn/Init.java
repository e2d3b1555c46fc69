package moments.nn;

import java.util.List;
import java.util.Random;
import moments.tensor.Tensor;

/**
 * How parameters get their first values.
 *
 * <p>A weight [out, in, …] of k elements for each pair of output and input has {@code fanIn = in·k}
 * and {@code fanOut = out·k}. A parameter of one dimension is the bias of the weight before it.
 */
public enum Init {
  /** PyTorch's default: weights and biases uniform in {@code ±1/√fanIn}. */
  PYTORCH(false, 1.0 / 3, 0),

  /** Normal with variance {@code 2/fanIn}, biases 0 (He et al. 2015, eq. 10). */
  HE_NORMAL(true, 2, 0),

  /** Uniform in {@code ±√(6/fanIn)}, the variance of {@link #HE_NORMAL}; biases 0. */
  HE_UNIFORM(false, 2, 0),

  /**
   * Normal with variance {@code 2/(fanIn + fanOut)}, biases 0 (Glorot &amp; Bengio 2010, eq. 12).
   */
  GLOROT_NORMAL(true, 2, 1),

  /** Uniform in {@code ±√(6/(fanIn + fanOut))}, biases 0 (Glorot &amp; Bengio 2010, eq. 16). */
  GLOROT_UNIFORM(false, 2, 1);

  /** The seed of the values that a layer is constructed with. */
  static final long CONSTRUCTOR_SEED = 1;

  private final boolean normal;
  private final double numerator;
  private final int fanOutFactor;

  /** Normal or uniform with variance {@code numerator/(fanIn + fanOutFactor·fanOut)}. */
  Init(boolean normal, double numerator, int fanOutFactor) {
    this.normal = normal;
    this.numerator = numerator;
    this.fanOutFactor = fanOutFactor;
  }

  /**
   * Overwrites every parameter of {@code layer} with draws from one {@link Random} of {@code seed},
   * in the order of {@link Layer#parameters}; returns the layer.
   */
  public <L extends Layer> L apply(L layer, long seed) {
    apply(layer.parameters(), seed);
    return layer;
  }

  void apply(List<Parameter> parameters, long seed) {
    Random random = new Random(seed);
    double deviation = 0;
    for (Parameter p : parameters) {
      Tensor value = p.value();
      if (value.rank() > 1) {
        double fanIn = (double) value.size() / value.dim(0);
        double fanOut = (double) value.size() / value.dim(1);
        deviation = Math.sqrt(numerator / (fanIn + fanOutFactor * fanOut));
      }
      if (value.rank() > 1 || this == PYTORCH) {
        draw(value.data(), deviation, random);
      } else {
        value.fill(0);
      }
    }
  }

  private void draw(float[] values, double deviation, Random random) {
    double bound = Math.sqrt(3) * deviation; // uniform in ±b has variance b²/3
    for (int i = 0; i < values.length; i++) {
      double value =
          normal ? deviation * random.nextGaussian() : bound * (2 * random.nextDouble() - 1);
      values[i] = (float) value;
    }
  }
}
