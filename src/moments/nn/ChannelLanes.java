package moments.nn;

import java.util.Arrays;
import moments.kernel.Kernels;
import moments.kernel.Product;
import moments.kernel.Workers;

/**
 * Convolution of images with channels last, output channels along the lanes.
 *
 * <p>x [n, height, width, in], y [n, rows, columns, out], weights [taps, out] with the taps in the
 * order (u, v, c): a window is then {@code kernel} runs of {@code kernel·in} floats, read where it
 * lies in the padded image. Rows of outputs are filled up to whole vectors.
 */
final class ChannelLanes extends ImageLanes {
  /** Positions whose products with the weights are held at a time: they should stay in cache. */
  private static final int CHUNK = 64;

  private static final float[] ONE = {1};

  private final int outLanes;

  /** A window's runs of {@code kernel·in} floats, each filled up to whole vectors. */
  private final int tapLanes;

  /** Where window i begins in a padded image. */
  private final int[] corners;

  private final int[] tapInRuns;
  private final Spaced padded;

  /** Outputs with rows of {@code outLanes}. */
  private final Spaced wide;

  private final Outlet outlet;

  /** The gradient of the outputs of one image. */
  private final ThreadLocal<Spaced> dWide;

  private final Spaced dPadded;
  private final float[] weightsByTap;
  private final float[] weightsByOut;

  private final ThreadLocal<float[]> products;
  private final Product output;
  private final Product weightGradient;
  private final Product biasGradient;
  private final Product inputProducts;
  private final Workers.Task pack = this::packOutput;

  ChannelLanes(ConvShape s, Parameter weight, Parameter bias, MaxPool2d pool) {
    super(
        s,
        weight,
        bias,
        ConvShape.roundUp(s.out(), Kernels.best().lanes()),
        Product.table(s.taps(), t -> t % s.in() * s.kernel() * s.kernel() + t / s.in()));
    int lanes = kernel.lanes();
    int taps = s.taps();
    int positions = s.positions();
    int run = s.kernel() * s.in();
    int runFloats = ConvShape.roundUp(run, lanes);
    int pitch = s.paddedWidth() * s.in();
    outLanes = ConvShape.roundUp(s.out(), lanes);
    tapLanes = s.kernel() * runFloats;
    padded = paddedImages(s.places(), lanes);
    dPadded = paddedImages(s.parts(), lanes);
    wide = wideImages(s.places());
    dWide = ThreadLocal.withInitial(() -> wideImages(1));
    outlet = pool == Conv2d.NO_POOL ? Outlet.PLAIN : new ChannelOutlet(s, outLanes, pool);
    weightsByTap = new float[taps * outLanes];
    weightsByOut = new float[s.out() * tapLanes];
    products = ThreadLocal.withInitial(() -> new float[CHUNK * s.kernel() * runFloats]);
    tapInRuns = Product.table(taps, t -> t / run * runFloats + t % run);
    corners =
        Product.table(
            positions,
            i -> (i / s.columns() * s.paddedWidth() + i % s.columns()) * s.stride() * s.in());
    int[] offsets = Product.table(taps, t -> t / run * pitch + t % run);
    int[] outRows = Product.every(outLanes, positions);
    int[] tapRows = Product.every(outLanes, taps);
    int[] outs = Product.every(1, s.out());
    int[] runsOfOuts = Product.every(tapLanes, s.out());
    int[] runsOfChunk = Product.table(positions, i -> i % CHUNK * s.kernel() * runFloats);
    output =
        Product.outer(corners, offsets, tapRows, outRows, outLanes)
            .steps(padded.image(), 0, wide.image());
    weightGradient =
        Product.outer(offsets, corners, outRows, tapRows, outLanes).steps(padded.image(), 0, 0);
    biasGradient =
        Product.outer(
            new int[1], new int[positions], outRows, new int[] {taps * outLanes}, outLanes);
    inputProducts = Product.outer(outRows, outs, runsOfOuts, runsOfChunk, tapLanes).overwriting();
  }

  private Spaced wideImages(int images) {
    int positions = s.positions();
    return new Spaced(images, 1, positions, s.out(), outLanes, positions * outLanes, 0, 0);
  }

  /** Images with their padding, each with room for the filling of its last run. */
  private Spaced paddedImages(int images, int lanes) {
    int row = s.width() * s.in();
    int pitch = s.paddedWidth() * s.in();
    int first = s.padding() * (pitch + s.in());
    return new Spaced(images, 1, s.height(), row, pitch, s.paddedHeight() * pitch, first, lanes);
  }

  @Override
  public boolean channelsLast() {
    return true;
  }

  @Override
  void packWeights() {
    Workers.forEach(s.out(), s.taps(), pack);
  }

  /** Copies the weights of one output channel into both layouts. */
  private void packOutput(int o) {
    float[] w = weight.value().data();
    for (int t = 0; t < tapInWeights.length; t++) {
      float value = w[o * tapInWeights.length + tapInWeights[t]];
      weightsByTap[t * outLanes + o] = value;
      weightsByOut[o * tapLanes + tapInRuns[t]] = value;
    }
  }

  @Override
  void forwardImage(int part, int n) {
    int place = s.place(part, n);
    padded.put(place, x, n);
    for (int i = 0; i < corners.length; i++) {
      int row = place * wide.image() + i * outLanes;
      System.arraycopy(bias.value().data(), 0, wide.data(), row, s.out());
    }
    kernel.outer(output, place, 0, corners.length, padded.data(), weightsByTap, wide.data());
    outlet.take(part, wide, place, y, n);
  }

  @Override
  void backwardImage(int part, int n, float[] sum) {
    Spaced dImage = dWide.get();
    outlet.put(part, wide, y, dy, n, dImage);
    addParameters(n, dImage.data(), sum);
    if (dx != Shapes.NONE) {
      writeInput(part, n, dImage.data());
    }
  }

  /** {@code dW[t, o] += Σ x[corner i + offset t]·dy[i, o]} and {@code db[o] += Σ dy[i, o]}. */
  private void addParameters(int n, float[] dImage, float[] sum) {
    kernel.outer(weightGradient, n, 0, s.taps(), padded.data(), dImage, sum);
    kernel.outer(biasGradient, n, 0, 1, ONE, dImage, sum);
  }

  /** {@code dx[corner i + offset t] += Σₒ dy[i, o]·W[o, t]} for all positions i and taps t. */
  private void writeInput(int part, int n, float[] dImage) {
    float[] product = products.get();
    int image = part * dPadded.image();
    int pitch = s.paddedWidth() * s.in();
    int run = tapLanes / s.kernel();
    Arrays.fill(dPadded.data(), image, image + dPadded.image(), 0);
    for (int from = 0; from < corners.length; from += CHUNK) {
      int to = Math.min(from + CHUNK, corners.length);
      kernel.outer(inputProducts, 0, from, to, dImage, weightsByOut, product);
      for (int i = from; i < to; i++) {
        for (int u = 0; u < s.kernel(); u++) {
          int at = (i - from) * tapLanes + u * run;
          kernel.add(run, product, at, dPadded.data(), image + corners[i] + u * pitch);
        }
      }
    }
    dPadded.take(part, dx, n);
  }
}
