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

  /**
   * One for each part, with a row of zeros behind each plane, for the last vector of the last row.
   */
  private Spaced images(ConvShape s) {
    int half = pitch / 2;
    int plane = (rows + 1) * half;
    return new Spaced(s.parts(), channels, rows, s.columns() / 2, half, plane, 0, kernel.lanes());
  }

  @Override
  public void take(int part, Spaced wide, int place, Tensor y, int n) {
    for (int c = 0; c < channels; c++) {
      int from = wide.start(place, c);
      kernel.rectifiedMax(rows, pitch, wide.data(), from, pooled.data(), pooled.start(part, c));
    }
    pooled.take(part, y, n);
  }

  @Override
  public void put(int part, Spaced wide, Tensor y, Tensor dy, int n, Spaced dWide) {
    dPooled.put(part, dy, n);
    for (int c = 0; c < channels; c++) {
      int x0 = wide.start(n, c);
      int dx0 = dWide.start(0, c);
      kernel.rectifiedMaxGradient(
          rows, pitch, wide.data(), x0, dPooled.data(), dPooled.start(part, c), dWide.data(), dx0);
    }
  }
}
