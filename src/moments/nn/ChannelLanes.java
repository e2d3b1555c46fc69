package moments.nn;

import java.util.Arrays;
import moments.kernel.Kernel;
import moments.kernel.Kernels;
import moments.kernel.Product;
import moments.kernel.Workers;
import moments.tensor.Tensor;

/**
 * Convolution of images with channels last, output channels along the lanes.
 *
 * <p>x [n, height, width, in], y [n, rows, columns, out], weights [taps, out] with the taps in the
 * order (u, v, c): a window is then {@code kernel} runs of {@code kernel·in} floats, read where it
 * lies in the padded image. Rows of outputs are filled up to whole vectors.
 */
final class ChannelLanes implements ConvLanes {
  private static final int WEIGHT_TASKS = 8;

  /** Positions whose products with the weights are held at a time: they should stay in cache. */
  private static final int CHUNK = 66;

  private final Kernel kernel = Kernels.best();
  private final ConvShape s;
  private final int outLanes;

  /** A window's run of {@code kernel·in} floats, and all its runs, filled up to whole vectors. */
  private final int runLanes;

  private final int tapLanes;

  /** Where window i begins, and where tap t lies within a window, in a padded image. */
  private final int[] corners;

  private final int[] offsets;

  private final float[] padded;

  /** y, then dy, with rows of {@code outLanes}. */
  private final float[] wide;

  /** The gradient of {@code padded}, each image with room for the filling of its last run. */
  private final float[] dPadded;

  private final int dImage;
  private final float[] weightsByTap;
  private final float[] weightsByOut;
  private final float[] dWeightsByTap;
  private final float[] biasLanes;
  private final float[] biasSums;
  private final ThreadLocal<float[]> products;
  private final Product output;
  private final Product weightGradient;
  private final Product inputProducts;
  private final int tapsPerTask;
  private final Workers.Task pack = this::packWeights;
  private final Workers.Task forward = this::forwardImage;
  private final Workers.Task gradient = this::gradientImage;
  private final Workers.Task parameters = this::parametersTask;
  private final Workers.Task input = this::inputImage;
  private Tensor x = Shapes.NONE;
  private Tensor y = Shapes.NONE;
  private Tensor dx = Shapes.NONE;
  private Tensor dy = Shapes.NONE;
  private Tensor w = Shapes.NONE;

  ChannelLanes(ConvShape s) {
    this.s = s;
    int taps = s.taps();
    int positions = s.positions();
    outLanes = ConvShape.roundUp(s.out(), kernel.lanes());
    runLanes = ConvShape.roundUp(s.kernel() * s.in(), kernel.lanes());
    tapLanes = s.kernel() * runLanes;
    padded = new float[s.n() * s.paddedImage()];
    dImage = s.paddedImage() + kernel.lanes();
    dPadded = new float[s.n() * dImage];
    wide = new float[s.n() * positions * outLanes];
    weightsByTap = new float[taps * outLanes];
    weightsByOut = new float[s.out() * tapLanes];
    dWeightsByTap = new float[taps * outLanes];
    biasLanes = new float[outLanes];
    biasSums = new float[s.n() * outLanes];
    products = ThreadLocal.withInitial(() -> new float[CHUNK * tapLanes]);
    corners = new int[positions];
    for (int i = 0; i < positions; i++) {
      int row = i / s.columns() * s.stride();
      int column = i % s.columns() * s.stride();
      corners[i] = (row * s.paddedWidth() + column) * s.in();
    }
    offsets = new int[taps];
    for (int t = 0; t < taps; t++) {
      int run = s.kernel() * s.in();
      offsets[t] = t / run * s.paddedWidth() * s.in() + t % run;
    }
    int[] outRows = Product.every(outLanes, positions);
    int[] tapRows = Product.every(outLanes, taps);
    output = Product.outer(corners, offsets, tapRows, outRows);
    weightGradient = Product.outer(offsets, corners, outRows, tapRows);
    inputProducts =
        Product.outer(
            outRows,
            Product.every(1, s.out()),
            Product.every(tapLanes, s.out()),
            Product.every(tapLanes, positions));
    tapsPerTask = ConvShape.roundUp((taps - 1) / WEIGHT_TASKS + 1, 6);
  }

  @Override
  public void forward(Tensor x, Parameter weight, Parameter bias, Tensor y) {
    this.x = x;
    this.y = y;
    w = weight.value();
    System.arraycopy(bias.value().data(), 0, biasLanes, 0, s.out());
    Workers.forEach(s.out(), s.taps(), pack);
    Workers.forEach(s.n(), forward);
  }

  /** Copies the weights of one output channel into both layouts. */
  private void packWeights(int o) {
    int area = s.kernel() * s.kernel();
    for (int c = 0; c < s.in(); c++) {
      for (int uv = 0; uv < area; uv++) {
        float value = w.data()[(o * s.in() + c) * area + uv];
        weightsByTap[(uv * s.in() + c) * outLanes + o] = value;
        int u = uv / s.kernel();
        int v = uv % s.kernel();
        weightsByOut[o * tapLanes + u * runLanes + v * s.in() + c] = value;
      }
    }
  }

  private void forwardImage(int n) {
    int image = n * s.paddedImage();
    int row = s.width() * s.in();
    for (int i = 0; i < s.height(); i++) {
      System.arraycopy(x.data(), (n * s.height() + i) * row, padded, image + paddedRow(i), row);
    }
    int first = n * s.positions();
    for (int i = first; i < first + s.positions(); i++) {
      System.arraycopy(biasLanes, 0, wide, i * outLanes, outLanes);
    }
    int out = first * outLanes;
    kernel.outer(output, 0, s.positions(), outLanes, padded, image, weightsByTap, 0, wide, out);
    for (int i = first; i < first + s.positions(); i++) {
      System.arraycopy(wide, i * outLanes, y.data(), i * s.out(), s.out());
    }
  }

  /** Where row i of an image begins in the padded one. */
  private int paddedRow(int i) {
    return ((i + s.padding()) * s.paddedWidth() + s.padding()) * s.in();
  }

  @Override
  public void backwardParameters(Tensor dy, Parameter weight, Parameter bias) {
    this.dy = dy;
    w = weight.grad();
    Workers.forEach(s.n(), s.positions() * outLanes, gradient);
    Workers.forEach((s.taps() - 1) / tapsPerTask + 1, parameters);
    for (int n = 0; n < s.n(); n++) {
      kernel.add(s.out(), biasSums, n * outLanes, bias.grad().data(), 0);
    }
  }

  /** Copies dy and sums it over the positions of one image. */
  private void gradientImage(int n) {
    int sums = n * outLanes;
    Arrays.fill(biasSums, sums, sums + outLanes, 0);
    for (int i = n * s.positions(); i < (n + 1) * s.positions(); i++) {
      System.arraycopy(dy.data(), i * s.out(), wide, i * outLanes, s.out());
      kernel.add(s.out(), dy.data(), i * s.out(), biasSums, sums);
    }
  }

  /** {@code dW[t, o] += Σ x[corner i + offset t]·dy[i, o]} over positions i, image after image. */
  private void parametersTask(int task) {
    int from = task * tapsPerTask;
    int to = Math.min(from + tapsPerTask, s.taps());
    float[] dw = dWeightsByTap;
    Arrays.fill(dw, from * outLanes, to * outLanes, 0);
    for (int n = 0; n < s.n(); n++) {
      int x0 = n * s.paddedImage();
      int dy0 = n * s.positions() * outLanes;
      kernel.outer(weightGradient, from, to, outLanes, padded, x0, wide, dy0, dw, 0);
    }
    int area = s.kernel() * s.kernel();
    for (int t = from; t < to; t++) {
      int at = t % s.in() * area + t / s.in();
      for (int o = 0; o < s.out(); o++) {
        w.data()[o * s.taps() + at] += dw[t * outLanes + o];
      }
    }
  }

  @Override
  public void backwardInput(Tensor dy, Parameter weight, Tensor dx) {
    this.dx = dx;
    Workers.forEach(s.n(), input);
  }

  /** {@code dx[corner i + offset t] += Σₒ dy[i, o]·W[o, t]} for all positions i and taps t. */
  private void inputImage(int n) {
    float[] product = products.get();
    int image = n * dImage;
    int dy0 = n * s.positions() * outLanes;
    int pitch = s.paddedWidth() * s.in();
    Arrays.fill(dPadded, image, image + dImage, 0);
    for (int from = 0; from < s.positions(); from += CHUNK) {
      int to = Math.min(from + CHUNK, s.positions());
      Arrays.fill(product, 0);
      int product0 = -from * tapLanes;
      kernel.outer(
          inputProducts, from, to, tapLanes, wide, dy0, weightsByOut, 0, product, product0);
      for (int i = from; i < to; i++) {
        for (int u = 0; u < s.kernel(); u++) {
          int at = (i - from) * tapLanes + u * runLanes;
          kernel.add(runLanes, product, at, dPadded, image + corners[i] + u * pitch);
        }
      }
    }
    int row = s.width() * s.in();
    for (int i = 0; i < s.height(); i++) {
      System.arraycopy(dPadded, image + paddedRow(i), dx.data(), (n * s.height() + i) * row, row);
    }
  }
}
