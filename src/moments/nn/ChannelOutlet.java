package moments.nn;

import java.util.Arrays;
import moments.simd.IndexedProduct;
import moments.simd.Loops;
import moments.simd.Simd;
import moments.tensor.Tensor;

/** Outputs through ReLU and any max pool, with channels last. */
final class ChannelOutlet extends Outlet {
  private final Loops kernel = Simd.best();
  private final int channels;
  private final int[][] taps;

  /** The windows of the convolution that belong to the taps of each pool. */
  private final int[][] windowsOfTaps;

  /** For wide images whose pixels are {@code pitch} apart. */
  ChannelOutlet(ConvShape s, int pitch, MaxPool2d pool) {
    super(s, pool.outputs(s.rows()) * pool.outputs(s.columns()), true, true);
    channels = s.out();
    taps = pool.windows(s.rows(), s.columns(), pitch);
    windowsOfTaps = new int[taps.length][];
    Arrays.setAll(
        windowsOfTaps, i -> IndexedProduct.table(taps[i].length, t -> windows[taps[i][t] / pitch]));
  }

  @Override
  void take(int part, Spaced wide, Tensor y, int n) {
    float[] x = wide.data();
    int x0 = wide.start(part, 0);
    int from = n * taps.length * channels;
    int at = from;
    for (int i = 0; i < taps.length; i++, at += channels) {
      kernel.max(channels, taps[i], x, x0, y.data(), at);
      if (winners.length > 0) {
        kernel.winners(channels, taps[i], windowsOfTaps[i], x, x0, y.data(), at, winners);
      }
    }
    for (int i = from; i < at; i++) {
      y.data()[i] = Math.max(y.data()[i], 0);
    }
  }
}
