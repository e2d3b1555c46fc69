package moments.nn;

import moments.simd.IndexedProduct;
import moments.tensor.Tensor;

/**
 * How a convolution hands on its outputs, from wide images to tensors, here as they are; and which
 * of them the gradient reaches on the way back.
 */
class Outlet {
  /** Where the window of output i begins, in a padded image with channels last. */
  final int[] windows;

  /** If there is ReLU and a pool: where the window of the winner of each y begins, all images. */
  final int[] winners;

  /** Outputs of a channel of an image. */
  final int outputs;

  private final int channels;
  private final int channelStep;
  private final int outputStep;

  /** Outputs as they are. */
  Outlet(ConvShape s, boolean last) {
    this(s, s.positions(), last, false);
  }

  /** For {@code outputs} of each channel, in tensors with channels last or first. */
  Outlet(ConvShape s, int outputs, boolean last, boolean pooled) {
    this.outputs = outputs;
    channels = s.out();
    channelStep = last ? 1 : outputs;
    outputStep = last ? channels : 1;
    windows = IndexedProduct.table(s.positions(), i -> s.window(i) * s.in());
    winners = new int[pooled && s.training() ? s.n() * channels * outputs : 0];
  }

  /** Writes image {@code n} of y from image {@code part} of {@code wide}. */
  void take(int part, Spaced wide, Tensor y, int n) {
    wide.take(part, y, n);
  }

  /**
   * Lists the outputs of channel {@code o} of image {@code n} that have a gradient.
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
        // 1 for y > 0, else 0, by arithmetic, as a branch would be mispredicted
        count += -Float.floatToRawIntBits(y.data()[index]) >>> 31;
      }
    }
    return count;
  }
}
