package moments.fast;

import java.util.Arrays;
import moments.nn.Conv2d;
import moments.nn.Parameter;
import moments.parallel.Workers;
import moments.simd.IndexedProduct;
import moments.simd.Loops;
import moments.simd.Simd;
import moments.tensor.Tensor;

/**
 * Convolution of images with channels last through the transforms of tiles, see {@link
 * WinogradMatrices}.
 *
 * <p>At each of the 8 × 8 points it is a plain matrix product over channels, {@code Y = X·U}, with
 * the gradients {@code dU = Xᵀ·dY} and {@code dX = dY·Uᵀ}; on the way there and back each step has
 * its transpose. For windows of 5 × 5 that takes 4 products an output instead of 25.
 *
 * <p>Rounding errors are about five times those of {@link ConvOverChannels}: 3·10⁻⁶ of the largest
 * number in a tile, so that an outlier of 10⁶ costs the outputs near it six digits. A number that
 * is infinite, NaN or above 2⁴⁰ would spoil a whole tile; then the call goes to the layer itself.
 */
final class WinogradConv implements Step {
  private static final int POINTS = WinogradMatrices.POINTS;

  /** Tiles whose transforms are held at a time: they should stay in cache. */
  private static final int TILES = 48;

  /** Images of a part of the batch; parts have their weight gradients summed apart. */
  private static final int PART = 32;

  private static final int MOST_PARTS = 8;

  /** The bits of 2⁴⁰, up to which no sum of transformed products overflows. */
  private static final int MOST_MAGNITUDE = Float.floatToRawIntBits(0x1p40f);

  private final Loops loops = Simd.best();
  private final ConvShape s;
  private final ByLayer byLayer;
  private final Parameter weight;
  private final Parameter bias;
  private final Wire in;
  private final Wire out;
  private final int block;
  private final int parts;
  private final int tilesPerImage;
  private final int pitch;
  private final int outPitch;
  private final TileTransform inputs;
  private final TileTransform outputs;
  private final WinogradWeights weights;
  private final IndexedProduct output;
  private final IndexedProduct inputGradient;
  private final IndexedProduct[] weightGradients;
  private final PaddedImages padded;
  private final PaddedImages dPadded;

  /** y, then dy, filled up to whole tiles. */
  private final PaddedImages wide;

  private final float[] biasSums;
  private final ThreadLocal<float[]> transformOfInputs;
  private final ThreadLocal<float[]> transformOfOutputs;
  private final Workers.Task forward = this::forwardBlock;
  private final Workers.Task backward = part -> backwardPart(part, true);
  private final Workers.Task backwardParameters = part -> backwardPart(part, false);

  /** The largest number of each image, x on the way forward and dy on the way back, as bits. */
  private final int[] magnitudes;

  private float[] u = new float[0];
  private boolean tooLarge;

  WinogradConv(ConvShape s, Conv2d conv, Wire in, Wire out) {
    this.s = s;
    byLayer = new ByLayer(conv, in, out);
    this.in = in;
    this.out = out;
    weight = conv.parameters().get(0);
    bias = conv.parameters().get(1);
    magnitudes = new int[s.n()];
    int r = s.kernel();
    int m = WinogradMatrices.outputs(r);
    int rows = WinogradMatrices.tiles(s.rows(), m);
    int columns = WinogradMatrices.tiles(s.columns(), m);
    tilesPerImage = rows * columns;
    block = Math.max(1, TILES / tilesPerImage);
    parts = Math.max(1, Math.min(MOST_PARTS, s.n() / PART));
    WinogradMatrices matrices = WinogradMatrices.ofWindow(r);
    inputs = new TileTransform(block, rows, columns, s.in(), matrices.inputs(), POINTS, m);
    outputs = new TileTransform(block, rows, columns, s.out(), matrices.outputs(), m, m);
    weights = new WinogradWeights(s, weight, matrices, parts);
    int[] ins = IndexedProduct.every(1, s.in());
    int[] outs = IndexedProduct.every(1, s.out());
    int[] rowsByIn = IndexedProduct.every(s.out(), s.in());
    int[] x = inputs.tiles();
    int[] y = outputs.tiles();
    output = IndexedProduct.outer(x, ins, rowsByIn, y, s.out()).overwriting();
    inputGradient =
        IndexedProduct.outer(y, outs, IndexedProduct.every(s.in(), s.out()), x, s.in())
            .overwriting();
    weightGradients = new IndexedProduct[block + 1];
    for (int images = 0; images <= block; images++) {
      int[] xs = Arrays.copyOf(x, images * tilesPerImage);
      int[] ys = Arrays.copyOf(y, images * tilesPerImage);
      weightGradients[images] = IndexedProduct.outer(ins, xs, ys, rowsByIn, s.out());
    }
    pitch = (columns * m + r - 1) * s.in();
    padded = paddedImages((rows * m + r - 1) * pitch);
    dPadded = paddedImages((rows * m + r - 1) * pitch);
    outPitch = columns * m * s.out();
    wide =
        new PaddedImages(
            s.n(), 1, s.rows(), s.columns() * s.out(), outPitch, rows * m * outPitch, 0, 0);
    biasSums = new float[parts * s.out()];
    transformOfInputs = ThreadLocal.withInitial(() -> new float[inputs.floats()]);
    transformOfOutputs = ThreadLocal.withInitial(() -> new float[outputs.floats()]);
  }

  private PaddedImages paddedImages(int image) {
    int first = s.padding() * (pitch + s.in());
    return new PaddedImages(s.n(), 1, s.height(), s.width() * s.in(), pitch, image, first, 0);
  }

  @Override
  public boolean hasParameters() {
    return true;
  }

  @Override
  public void forward() {
    u = weights.transform(false);
    Workers.forEach(WinogradMatrices.tiles(s.n(), block), forward);
    float[] w = weight.value().data();
    tooLarge = areTooLarge(magnitudes) || loops.largestMagnitude(w, 0, w.length) > MOST_MAGNITUDE;
    if (tooLarge) {
      byLayer.forward();
    }
  }

  private static boolean areTooLarge(int[] magnitudes) {
    return Arrays.stream(magnitudes).anyMatch(m -> m > MOST_MAGNITUDE);
  }

  private void forwardBlock(int task) {
    float[] xs = transformOfInputs.get();
    float[] ys = transformOfOutputs.get();
    int from = task * block;
    int to = Math.min(from + block, s.n());
    for (int n = from; n < to; n++) {
      padded.put(n, in.value, n);
      magnitudes[n] = magnitude(in.value, n);
      inputs.transform(padded.data(), n * padded.image(), pitch, xs, n - from);
    }
    multiply(output, (to - from) * tilesPerImage, inputs, xs, weights.tiles(), u, outputs, ys);
    for (int n = from; n < to; n++) {
      int image = n * wide.image();
      for (int at = image; at < image + wide.image(); at += s.out()) {
        System.arraycopy(bias.value().data(), 0, wide.data(), at, s.out());
      }
      outputs.addTransposed(ys, n - from, wide.data(), image, outPitch);
      wide.take(n, out.value, n);
    }
  }

  /** The product {@code p} with the first {@code rows} rows of A, at each point. */
  private void multiply(
      IndexedProduct p,
      int rows,
      TileTransform as,
      float[] a,
      TileTransform bs,
      float[] b,
      TileTransform cs,
      float[] c) {
    for (int i = 0; i < POINTS; i++) {
      for (int j = 0; j < POINTS; j++) {
        loops.outer(p, 0, rows, a, as.point(i, j), b, bs.point(i, j), c, cs.point(i, j));
      }
    }
  }

  private int magnitude(Tensor images, int n) {
    int size = images.size() / s.n();
    return loops.largestMagnitude(images.data(), n * size, (n + 1) * size);
  }

  @Override
  public void backward(boolean toInput) {
    if (!tooLarge) {
      if (toInput) {
        u = weights.transform(true);
      }
      Workers.forEach(parts, toInput ? backward : backwardParameters);
    }
    if (tooLarge || areTooLarge(magnitudes)) {
      byLayer.backward(toInput);
      return;
    }
    weights.addGradients();
    for (int part = 0; part < parts; part++) {
      loops.add(s.out(), biasSums, part * s.out(), bias.grad().data(), 0);
    }
  }

  private void backwardPart(int part, boolean toInput) {
    float[] xs = transformOfInputs.get();
    float[] dys = transformOfOutputs.get();
    float[] du = weights.newGradient();
    int sums = part * s.out();
    Arrays.fill(biasSums, sums, sums + s.out(), 0);
    int end = s.n() * (part + 1) / parts;
    for (int from = s.n() * part / parts; from < end; from += block) {
      int to = Math.min(from + block, end);
      for (int n = from; n < to; n++) {
        int image = n * wide.image();
        Arrays.fill(wide.data(), image, image + wide.image(), 0);
        wide.put(n, out.grad, n);
        magnitudes[n] = magnitude(out.grad, n);
        for (int at = image; at < image + wide.image(); at += s.out()) {
          loops.add(s.out(), wide.data(), at, biasSums, sums);
        }
        outputs.transform(wide.data(), image, outPitch, dys, n - from);
        inputs.transform(padded.data(), n * padded.image(), pitch, xs, n - from);
      }
      multiply(weightGradients[to - from], s.in(), inputs, xs, outputs, dys, weights.tiles(), du);
      if (toInput) {
        writeInputs(from, to, dys, xs);
      }
    }
    weights.keep(part, du);
  }

  /** The dx of images in [from, to) by the transforms of their dy. */
  private void writeInputs(int from, int to, float[] dys, float[] dxs) {
    int rows = (to - from) * tilesPerImage;
    multiply(inputGradient, rows, outputs, dys, weights.tiles(), u, inputs, dxs);
    for (int n = from; n < to; n++) {
      int image = n * dPadded.image();
      Arrays.fill(dPadded.data(), image, image + dPadded.image(), 0);
      inputs.addTransposed(dxs, n - from, dPadded.data(), image, pitch);
      dPadded.take(n, in.grad, n);
    }
  }
}
