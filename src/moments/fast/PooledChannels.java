package moments.fast;

import java.util.Arrays;
import moments.nn.Window;
import moments.simd.IndexedProduct;
import moments.simd.Loops;
import moments.simd.Simd;
import moments.tensor.Tensor;

/** Outputs through ReLU and any max pool, with channels last. */
final class PooledChannels extends Epilogue {
  private final Loops loops = Simd.best();
  private final int channels;
  private final int[][] elements;

  /** The windows of the convolution that gave the elements of each window of the pool. */
  private final int[][] windowsOfElements;

  /** For wide images whose pixels are {@code pitch} apart. */
  PooledChannels(ConvShape s, int pitch, Window pool) {
    super(s, pool.places(s.rows()) * pool.places(s.columns()), true, true);
    channels = s.out();
    elements = PoolWindows.elements(pool, s.rows(), s.columns(), pitch);
    windowsOfElements = new int[elements.length][];
    Arrays.setAll(
        windowsOfElements,
        i -> IndexedProduct.table(elements[i].length, t -> windows[elements[i][t] / pitch]));
  }

  @Override
  void take(int part, PaddedImages wide, Tensor y, int n) {
    float[] x = wide.data();
    int x0 = wide.start(part, 0);
    int from = n * elements.length * channels;
    int at = from;
    for (int i = 0; i < elements.length; i++, at += channels) {
      loops.max(channels, elements[i], x, x0, y.data(), at);
      if (winners.length > 0) {
        loops.winners(channels, elements[i], windowsOfElements[i], x, x0, y.data(), at, winners);
      }
    }
    for (int i = from; i < at; i++) {
      y.data()[i] = Math.max(y.data()[i], 0);
    }
  }
}
