package moments.nn;

import moments.simd.IndexedProduct;
import moments.simd.Simd;
import moments.tensor.Tensor;

/**
 * Convolution with output channels along the lanes: x has its channels first, y has them last.
 *
 * <p>x [n, in, height, width], y [n, rows, columns, out], weights [taps, out] with the taps in the
 * order (c, u, v): neighbouring windows are then neighbours in the padded image. Rows of outputs
 * are filled up to whole vectors.
 */
final class ChannelLanes extends ImageLanes {
  private final int outLanes;
  private final Spaced padded;

  /** Outputs with rows of {@code outLanes}. */
  private final Spaced wide;

  private final float[] weights;
  private final IndexedProduct output;

  ChannelLanes(ConvShape s, Parameter weight, Parameter bias, MaxPool2d pool) {
    super(s, weight, bias, outlet(s, pool));
    int positions = s.positions();
    outLanes = outLanes(s);
    padded = s.paddedImages(0);
    wide = new Spaced(s.parts(), 1, positions, s.out(), outLanes, positions * outLanes, 0, 0);
    weights = new float[s.taps() * outLanes];
    int[] windows = IndexedProduct.table(positions, s::window);
    int[] tapRows = IndexedProduct.every(outLanes, s.taps());
    int[] outRows = IndexedProduct.every(outLanes, positions);
    output = IndexedProduct.outer(windows, s.tapsInImage(), tapRows, outRows, outLanes);
  }

  private static int outLanes(ConvShape s) {
    return ConvShape.roundUp(s.out(), Simd.best().lanes());
  }

  private static Outlet outlet(ConvShape s, MaxPool2d pool) {
    return pool == Conv2d.NO_POOL ? new Outlet(s, true) : new ChannelOutlet(s, outLanes(s), pool);
  }

  @Override
  public boolean givesChannelsLast() {
    return true;
  }

  @Override
  void packWeights() {
    int at = 0;
    for (int o = 0; o < s.out(); o++) {
      for (int t = 0; t < s.taps(); t++) {
        weights[t * outLanes + o] = weight.value().data()[at++];
      }
    }
  }

  @Override
  Spaced forwardImage(int part, Tensor x, int n) {
    padded.put(part, x, n);
    for (int i = 0; i < s.positions(); i++) {
      int row = part * wide.image() + i * outLanes;
      System.arraycopy(bias.value().data(), 0, wide.data(), row, s.out());
    }
    int from = padded.image() * part;
    int to = wide.image() * part;
    kernel.outer(output, 0, s.positions(), padded.data(), from, weights, 0, wide.data(), to);
    return wide;
  }
}
