package moments.nn;

import java.util.Arrays;
import moments.parallel.Workers;
import moments.simd.IndexedProduct;
import moments.simd.Loops;
import moments.simd.Simd;
import moments.tensor.Tensor;

/**
 * Convolution of images with channels last through the spectra of tiles, see {@link Winograd}.
 *
 * <p>At each of the 8 × 8 points it is a plain matrix product over channels, {@code Y = X·U}, with
 * the gradients {@code dU = Xᵀ·dY} and {@code dX = dY·Uᵀ}; on the way there and back each step has
 * its transpose. For windows of 5 × 5 that takes 4 products an output instead of 25.
 *
 * <p>Rounding errors are about five times those of {@link ChannelLanes}: 3·10⁻⁶ of the result.
 */
final class WinogradConv implements ConvLanes {
  private static final int POINTS = Winograd.POINTS;

  /** Tiles whose spectra are held at a time: they should stay in cache. */
  private static final int TILES = 48;

  /** Images of a part of the batch; parts have their weight gradients summed apart. */
  private static final int PART = 32;

  private static final int MOST_PARTS = 8;

  private final Loops kernel = Simd.best();
  private final ConvShape s;
  private final Parameter bias;
  private final int block;
  private final int parts;
  private final int tilesPerImage;
  private final int pitch;
  private final int outPitch;
  private final Spectra inputs;
  private final Spectra outputs;
  private final WinogradWeights weights;
  private final IndexedProduct output;
  private final IndexedProduct inputGradient;
  private final IndexedProduct[] weightGradients;
  private final Spaced padded;
  private final Spaced dPadded;

  /** y, then dy, filled up to whole tiles. */
  private final Spaced wide;

  private final float[] biasSums;
  private final ThreadLocal<float[]> spectrumOfInputs;
  private final ThreadLocal<float[]> spectrumOfOutputs;
  private final Workers.Task forward = this::forwardBlock;
  private final Workers.Task backward = this::backwardPart;
  private float[] u = new float[0];
  private Tensor x = Shapes.NONE;
  private Tensor y = Shapes.NONE;
  private Tensor dy = Shapes.NONE;
  private Tensor dx = Shapes.NONE;

  WinogradConv(ConvShape s, Parameter weight, Parameter bias) {
    this.s = s;
    this.bias = bias;
    int r = s.kernel();
    int m = Winograd.outputs(r);
    int rows = tiles(s.rows(), m);
    int columns = tiles(s.columns(), m);
    tilesPerImage = rows * columns;
    block = Math.max(1, TILES / tilesPerImage);
    parts = Math.max(1, Math.min(MOST_PARTS, s.n() / PART));
    Winograd matrices = Winograd.ofWindow(r);
    inputs = new Spectra(block, rows, columns, s.in(), matrices.inputs(), POINTS, m);
    outputs = new Spectra(block, rows, columns, s.out(), matrices.outputs(), m, m);
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
        new Spaced(s.n(), 1, s.rows(), s.columns() * s.out(), outPitch, rows * m * outPitch, 0, 0);
    biasSums = new float[parts * s.out()];
    spectrumOfInputs = ThreadLocal.withInitial(() -> new float[inputs.floats()]);
    spectrumOfOutputs = ThreadLocal.withInitial(() -> new float[outputs.floats()]);
  }

  private Spaced paddedImages(int image) {
    int first = s.padding() * (pitch + s.in());
    return new Spaced(s.n(), 1, s.height(), s.width() * s.in(), pitch, image, first, 0);
  }

  private static int tiles(int size, int m) {
    return (size + m - 1) / m;
  }

  /** Whether it can be used for {@code s}, fills its lanes and at least halves the products. */
  static boolean suits(ConvShape s) {
    int lanes = Simd.best().lanes();
    int m = Winograd.outputs(s.kernel());
    return s.stride() == 1
        && m > 1
        && s.in() % lanes == 0
        && s.out() % lanes == 0
        && 2 * POINTS * POINTS * tiles(s.rows(), m) * tiles(s.columns(), m)
            <= s.kernel() * s.kernel() * s.positions();
  }

  @Override
  public boolean takesChannelsLast() {
    return true;
  }

  @Override
  public boolean givesChannelsLast() {
    return true;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    this.x = x;
    this.y = y;
    u = weights.spectrum(false);
    Workers.forEach(tiles(s.n(), block), forward);
  }

  private void forwardBlock(int task) {
    float[] xs = spectrumOfInputs.get();
    float[] ys = spectrumOfOutputs.get();
    int from = task * block;
    int to = Math.min(from + block, s.n());
    for (int n = from; n < to; n++) {
      padded.put(n, x, n);
      inputs.spread(padded.data(), n * padded.image(), pitch, xs, n - from);
    }
    multiply(output, (to - from) * tilesPerImage, inputs, xs, weights.spectra(), u, outputs, ys);
    for (int n = from; n < to; n++) {
      int image = n * wide.image();
      for (int at = image; at < image + wide.image(); at += s.out()) {
        System.arraycopy(bias.value().data(), 0, wide.data(), at, s.out());
      }
      outputs.gather(ys, n - from, wide.data(), image, outPitch);
      wide.take(n, y, n);
    }
  }

  /** The product {@code p} with the first {@code rows} rows of A, at each point. */
  private void multiply(
      IndexedProduct p,
      int rows,
      Spectra as,
      float[] a,
      Spectra bs,
      float[] b,
      Spectra cs,
      float[] c) {
    for (int i = 0; i < POINTS; i++) {
      for (int j = 0; j < POINTS; j++) {
        kernel.outer(p, 0, rows, a, as.point(i, j), b, bs.point(i, j), c, cs.point(i, j));
      }
    }
  }

  @Override
  public void backward(Tensor dy, Tensor dx) {
    this.dy = dy;
    this.dx = dx;
    if (dx != Shapes.NONE) {
      u = weights.spectrum(true);
    }
    Workers.forEach(parts, backward);
    weights.addGradients();
    for (int part = 0; part < parts; part++) {
      kernel.add(s.out(), biasSums, part * s.out(), bias.grad().data(), 0);
    }
  }

  private void backwardPart(int part) {
    float[] xs = spectrumOfInputs.get();
    float[] dys = spectrumOfOutputs.get();
    float[] du = weights.newGradient();
    int sums = part * s.out();
    Arrays.fill(biasSums, sums, sums + s.out(), 0);
    int end = s.n() * (part + 1) / parts;
    for (int from = s.n() * part / parts; from < end; from += block) {
      int to = Math.min(from + block, end);
      for (int n = from; n < to; n++) {
        int image = n * wide.image();
        Arrays.fill(wide.data(), image, image + wide.image(), 0);
        wide.put(n, dy, n);
        for (int at = image; at < image + wide.image(); at += s.out()) {
          kernel.add(s.out(), wide.data(), at, biasSums, sums);
        }
        outputs.spread(wide.data(), image, outPitch, dys, n - from);
        inputs.spread(padded.data(), n * padded.image(), pitch, xs, n - from);
      }
      multiply(weightGradients[to - from], s.in(), inputs, xs, outputs, dys, weights.spectra(), du);
      if (dx != Shapes.NONE) {
        writeInputs(from, to, dys, xs);
      }
    }
    weights.keep(part, du);
  }

  /** The dx of images in [from, to) by the spectra of their dy. */
  private void writeInputs(int from, int to, float[] dys, float[] dxs) {
    int rows = (to - from) * tilesPerImage;
    multiply(inputGradient, rows, outputs, dys, weights.spectra(), u, inputs, dxs);
    for (int n = from; n < to; n++) {
      int image = n * dPadded.image();
      Arrays.fill(dPadded.data(), image, image + dPadded.image(), 0);
      inputs.gather(dxs, n - from, dPadded.data(), image, pitch);
      dPadded.take(n, dx, n);
    }
  }
}
