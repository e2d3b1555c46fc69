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
  private final Spaced pooled;

  /** dy with zeros between its rows. */
  private final Spaced dPooled;

  PooledOutlet(ConvShape s) {
    this.channels = s.out();
    this.rows = s.rows() / 2;
    pitch = s.paddedWidth();
    pooled = images(s);
    dPooled = images(s);
  }

  /** With a row of zeros behind each plane, for the last vector of the last row. */
  private Spaced images(ConvShape s) {
    int half = pitch / 2;
    int plane = (rows + 1) * half;
    return new Spaced(s.n(), channels, rows, s.columns() / 2, half, plane, 0, kernel.lanes());
  }

  @Override
  public void take(int n, Spaced wide, Tensor y) {
    for (int c = 0; c < channels; c++) {
      int from = wide.start(n, c);
      kernel.rectifiedMax(rows, pitch, wide.data, from, pooled.data, pooled.start(n, c));
    }
    pooled.take(n, y);
  }

  @Override
  public void put(int n, Spaced wide, Tensor y, Tensor dy, Spaced dWide) {
    dPooled.put(n, dy);
    for (int c = 0; c < channels; c++) {
      int x0 = wide.start(n, c);
      int dx0 = dWide.start(0, c);
      kernel.rectifiedMaxGradient(
          rows, pitch, wide.data, x0, dPooled.data, dPooled.start(n, c), dWide.data, dx0);
    }
  }
}
