package moments.fast;

import moments.nn.Parameter;
import moments.simd.IndexedProduct;
import moments.simd.Loops;
import moments.tensor.Tensor;

/**
 * Convolution with output channels along the lanes: x has its channels first, y has them last.
 *
 * <p>x [n, in, height, width], y [n, rows, columns, out], weights [taps, out] with the taps in the
 * order (c, u, v): neighbouring windows are then neighbours in the padded image. Rows of outputs
 * are filled up to whole vectors.
 */
final class ConvOverChannels extends ConvByImage {
  private final int outLanes;
  private final PaddedImages padded;

  /** Outputs with rows of {@code outLanes}. */
  private final PaddedImages wide;

  private final float[] weights;
  private final IndexedProduct output;

  ConvOverChannels(
      ConvShape s, Parameter weight, Parameter bias, Epilogue epilogue, Wire in, Wire out) {
    super(s, weight, bias, epilogue, in, out);
    int positions = s.positions();
    outLanes = outLanes(s);
    padded = s.paddedImages(0);
    wide = new PaddedImages(s.parts(), 1, positions, s.out(), outLanes, positions * outLanes, 0, 0);
    weights = new float[s.taps() * outLanes];
    int[] windows = IndexedProduct.table(positions, s::window);
    int[] tapRows = IndexedProduct.every(outLanes, s.taps());
    int[] outRows = IndexedProduct.every(outLanes, positions);
    output = IndexedProduct.outer(windows, s.tapsInImage(), tapRows, outRows, outLanes);
  }

  /** Floats of the outputs at one position, whole vectors. */
  static int outLanes(ConvShape s) {
    return ConvShape.roundUp(s.out(), Loops.LANES);
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
  PaddedImages forwardImage(int part, Tensor x, int n) {
    padded.put(part, x, n);
    for (int i = 0; i < s.positions(); i++) {
      int row = part * wide.image() + i * outLanes;
      System.arraycopy(bias.value().data(), 0, wide.data(), row, s.out());
    }
    int from = padded.image() * part;
    int to = wide.image() * part;
    loops.outer(output, 0, s.positions(), padded.data(), from, weights, 0, wide.data(), to);
    return wide;
  }
}
