package moments.nn;

import moments.kernel.Kernel;
import moments.kernel.Kernels;
import moments.tensor.Tensor;

/** Outputs through ReLU and pooling of 2 × 2, channels first: no tensor for what is in between. */
final class PooledOutlet implements Outlet {
  private final Kernel kernel = Kernels.best();
  private final int channels;
  private final int rows;
  private final int pitch;
  private final int plane;
  private final Spaced pooled;

  /** dy with zeros between its rows. */
  private final Spaced dPooled;

  /** For wide images whose rows are {@code pitch} apart and planes {@code plane}. */
  PooledOutlet(ConvShape s, int pitch, int plane) {
    this.channels = s.out();
    this.rows = s.rows() / 2;
    this.pitch = pitch;
    this.plane = plane;
    pooled = images(s);
    dPooled = images(s);
  }

  private Spaced images(ConvShape s) {
    int more = kernel.lanes();
    return new Spaced(s.n(), channels, rows, s.columns() / 2, pitch / 2, rows * pitch / 2, 0, more);
  }

  @Override
  public void take(int n, Spaced wide, Tensor y) {
    for (int c = 0; c < channels; c++) {
      int to = n * pooled.image + c * rows * pitch / 2;
      kernel.rectifiedMax(rows, pitch, wide.data, n * wide.image + c * plane, pooled.data, to);
    }
    pooled.take(n, y);
  }

  @Override
  public void put(int n, Spaced wide, Tensor dy, Spaced dWide) {
    dPooled.put(n, dy);
    for (int c = 0; c < channels; c++) {
      int x0 = n * wide.image + c * plane;
      int dy0 = n * dPooled.image + c * rows * pitch / 2;
      kernel.rectifiedMaxGradient(
          rows, pitch, wide.data, x0, dPooled.data, dy0, dWide.data, c * plane);
    }
  }
}
