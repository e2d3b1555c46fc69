package moments.nn;

import java.util.Arrays;
import moments.simd.IndexedProduct;
import moments.tensor.Tensor;

/**
 * Convolution of stride 1 with neighbouring positions along the lanes, for few output channels.
 *
 * <p>Output is computed at the pitch of the padded input: then the input under tap (c, u, v), for
 * all positions of an image, is one run of floats, the image shifted by the tap. The few columns
 * between the rows are computed too and dropped.
 */
final class PositionLanes extends ImageLanes {
  private final int plane;
  private final Spaced padded;
  private final Spaced wide;
  private final IndexedProduct output;

  PositionLanes(ConvShape s, Parameter weight, Parameter bias, Outlet outlet) {
    super(s, weight, bias, outlet);
    int pitch = s.paddedWidth();
    plane = ConvShape.roundUp(s.rows() * pitch, kernel.lanes());
    padded = s.paddedImages(s.kernel() + kernel.lanes());
    wide = new Spaced(s.parts(), s.out(), s.rows(), s.columns(), pitch, plane, 0, kernel.lanes());
    int[] filters = IndexedProduct.every(s.taps(), s.out());
    int[] taps = IndexedProduct.every(1, s.taps());
    output =
        IndexedProduct.outer(
            filters, taps, s.tapsInImage(), IndexedProduct.every(plane, s.out()), plane);
  }

  @Override
  public boolean givesChannelsLast() {
    return false;
  }

  @Override
  Spaced forwardImage(int part, Tensor x, int n) {
    padded.put(part, x, n);
    for (int o = 0; o < s.out(); o++) {
      int start = wide.start(part, o);
      Arrays.fill(wide.data(), start, start + plane, bias.value().data()[o]);
    }
    float[] w = weight.value().data();
    int from = padded.image() * part;
    int to = wide.image() * part;
    kernel.outer(output, 0, s.out(), w, 0, padded.data(), from, wide.data(), to);
    return wide;
  }
}
