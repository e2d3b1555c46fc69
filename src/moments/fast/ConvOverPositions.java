package moments.fast;

import java.util.Arrays;
import moments.nn.Parameter;
import moments.simd.IndexedProduct;
import moments.simd.Loops;
import moments.tensor.Tensor;

/**
 * Convolution of stride 1 with neighbouring positions along the lanes, for few output channels.
 *
 * <p>Output is computed at the pitch of the padded input: then the input under tap (c, u, v), for
 * all positions of an image, is one run of floats, the image shifted by the tap. The few columns
 * between the rows are computed too and dropped.
 */
final class ConvOverPositions extends ConvByImage {
  private final int plane;
  private final PaddedImages padded;
  private final PaddedImages wide;
  private final IndexedProduct output;

  ConvOverPositions(
      ConvShape s, Parameter weight, Parameter bias, Epilogue epilogue, Wire in, Wire out) {
    super(s, weight, bias, epilogue, in, out);
    int pitch = s.paddedWidth();
    plane = ConvShape.roundUp(s.rows() * pitch, Loops.LANES);
    padded = s.paddedImages(s.kernel() + Loops.LANES);
    wide =
        new PaddedImages(s.parts(), s.out(), s.rows(), s.columns(), pitch, plane, 0, Loops.LANES);
    int[] filters = IndexedProduct.every(s.taps(), s.out());
    int[] taps = IndexedProduct.every(1, s.taps());
    output =
        IndexedProduct.outer(
            filters, taps, s.tapsInImage(), IndexedProduct.every(plane, s.out()), plane);
  }

  @Override
  PaddedImages forwardImage(int part, Tensor x, int n) {
    padded.put(part, x, n);
    for (int o = 0; o < s.out(); o++) {
      int start = wide.start(part, o);
      Arrays.fill(wide.data(), start, start + plane, bias.value().data()[o]);
    }
    float[] w = weight.value().data();
    int from = padded.image() * part;
    int to = wide.image() * part;
    loops.outer(output, 0, s.out(), w, 0, padded.data(), from, wide.data(), to);
    return wide;
  }
}
