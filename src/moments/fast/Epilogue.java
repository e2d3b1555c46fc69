package moments.fast;

import moments.simd.IndexedProduct;
import moments.tensor.Tensor;

/**
 * What a convolution does with the outputs of an image once they are computed, here nothing but to
 * copy them from wide images to y; and to which of them the gradient goes on the way back.
 */
class Epilogue {
  /** The bits of +∞; those of every smaller positive number are smaller. */
  private static final int INFINITY = 0x7f800000;

  /** Where the window of output i begins, in a padded image with channels last. */
  final int[] windows;

  /** After ReLU and a pool: where the window of the winner of each y begins, for all images. */
  final int[] winners;

  /** Outputs of a channel of an image. */
  final int outputs;

  private final int channels;
  private final int channelStep;
  private final int outputStep;

  /** Outputs as they are. */
  Epilogue(ConvShape s, boolean channelsLast) {
    this(s, s.positions(), channelsLast, false);
  }

  /** For {@code outputs} of each channel, in tensors with channels last or first. */
  Epilogue(ConvShape s, int outputs, boolean channelsLast, boolean pooled) {
    this.outputs = outputs;
    channels = s.out();
    channelStep = channelsLast ? 1 : outputs;
    outputStep = channelsLast ? channels : 1;
    windows = IndexedProduct.table(s.positions(), i -> s.window(i) * s.in());
    winners = new int[pooled && s.training() ? s.n() * channels * outputs : 0];
  }

  /** Writes image {@code n} of y from image {@code part} of {@code wide}. */
  void take(int part, PaddedImages wide, Tensor y, int n) {
    wide.take(part, y, n);
  }

  /**
   * Lists the outputs of channel {@code o} of image {@code n} that the gradient reaches: all of
   * them, or those whose y is positive after ReLU and a pool.
   *
   * @param at where their windows begin, is written
   * @param g their gradients, is written
   * @return how many they are
   */
  final int list(int n, int o, Tensor y, Tensor dy, int[] at, float[] g) {
    int index = n * channels * outputs + o * channelStep;
    int count = 0;
    for (int i = 0; i < outputs; i++, index += outputStep) {
      g[count] = dy.data()[index];
      if (winners.length == 0) {
        at[count++] = windows[i];
      } else {
        at[count] = winners[index];
        count += oneIfPositive(y.data()[index]);
      }
    }
    return count;
  }

  /** 1 for y &gt; 0, 0 for 0 and NaN, by arithmetic: a branch would often be mispredicted. */
  private static int oneIfPositive(float y) {
    int bits = Float.floatToRawIntBits(y);
    return ~(bits - 1 | INFINITY - bits) >>> 31;
  }
}
