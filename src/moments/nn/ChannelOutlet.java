package moments.nn;

import java.util.Arrays;
import moments.kernel.Kernel;
import moments.kernel.Kernels;
import moments.tensor.Tensor;

/** Outputs through ReLU and any max pool, with channels last. */
final class ChannelOutlet implements Outlet {
  private final Kernel kernel = Kernels.best();
  private final int channels;
  private final int[][] windows;

  /** y and dy of one image, the latter 0 where y is. */
  private final ThreadLocal<float[][]> image;

  /** For wide images whose pixels are {@code pitch} apart. */
  ChannelOutlet(ConvShape s, int pitch, MaxPool2d pool) {
    channels = s.out();
    windows = pool.windows(s.rows(), s.columns(), pitch);
    image = ThreadLocal.withInitial(() -> new float[2][windows.length * s.out()]);
  }

  @Override
  public void take(int part, Spaced wide, int place, Tensor y, int n) {
    int at = n * windows.length * channels;
    for (int[] window : windows) {
      kernel.max(channels, window, wide.data(), wide.start(place, 0), y.data(), at);
      at += channels;
    }
    float[] to = y.data();
    for (int i = n * windows.length * channels; i < at; i++) {
      to[i] = Math.max(to[i], 0);
    }
  }

  /** A unit whose y is 0 has no gradient; of the others y is the maximum. */
  @Override
  public void put(int part, Spaced wide, Tensor y, Tensor dy, int n, Spaced dWide) {
    float[] max = image.get()[0];
    float[] g = image.get()[1];
    System.arraycopy(y.data(), n * max.length, max, 0, max.length);
    System.arraycopy(dy.data(), n * g.length, g, 0, g.length);
    for (int i = 0; i < g.length; i++) {
      g[i] *= Relu.slope(max[i]);
    }
    Arrays.fill(dWide.data(), 0);
    int at = 0;
    for (int[] window : windows) {
      int x0 = wide.start(n, 0);
      kernel.maxGradient(channels, window, wide.data(), x0, max, g, at, dWide.data(), 0);
      at += channels;
    }
  }
}
