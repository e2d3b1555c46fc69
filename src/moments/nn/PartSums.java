package moments.nn;

import java.util.Arrays;
import moments.kernel.Kernel;
import moments.kernel.Kernels;

/**
 * The gradients of a convolution's weights and, as one more row, its bias, [taps + 1, lanes];
 * summed apart for each part of a batch and then in the order of the parts.
 */
final class PartSums {
  private final Kernel kernel = Kernels.best();
  private final int lanes;
  private final float[][] sums;

  PartSums(ConvShape s, int lanes) {
    this.lanes = lanes;
    sums = new float[s.parts()][(s.taps() + 1) * lanes];
  }

  /** The sums of one part, set to 0. */
  float[] begin(int part) {
    Arrays.fill(sums[part], 0);
    return sums[part];
  }

  /** Adds all to the gradients of {@code weight}, whose tap t is at {@code places[t]}. */
  void addTo(Parameter weight, Parameter bias, int[] places) {
    float[] sum = sums[0];
    for (int part = 1; part < sums.length; part++) {
      kernel.add(sum.length, sums[part], 0, sum, 0);
    }
    int taps = places.length;
    float[] dw = weight.grad().data();
    kernel.add(bias.grad().size(), sum, taps * lanes, bias.grad().data(), 0);
    for (int o = 0; o < bias.grad().size(); o++) {
      for (int t = 0; t < taps; t++) {
        dw[o * taps + places[t]] += sum[t * lanes + o];
      }
    }
  }
}
