package moments.nn;

import java.util.Arrays;
import moments.kernel.Kernel;
import moments.kernel.Kernels;
import moments.kernel.Product;
import moments.kernel.Workers;
import moments.tensor.Tensor;

/**
 * Convolution of stride 1 with neighbouring positions along the lanes, for few output channels.
 *
 * <p>Output is computed at the pitch of the padded input: then the input under tap (c, u, v), for
 * all positions of an image, is one run of floats, the image shifted by the tap. The few columns
 * between the rows are computed too and dropped.
 */
final class PositionLanes implements ConvLanes {
  private static final int WEIGHT_TASKS = 8;
  private static final int TILE = 4;

  private final Kernel kernel = Kernels.best();
  private final ConvShape s;

  /** Floats of one output plane at the input's pitch, in whole vectors. */
  private final int plane;

  private final float[] padded;

  /** y in {@code forward}, then dy with zeros between the rows: [n, out, plane]. */
  private final float[] wide;

  private final float[] dPadded;
  private final ThreadLocal<float[]> products;
  private final int[] shifts;
  private final Product output;
  private final Product weightGradient;
  private final Product inputProducts;
  private final int tapsPerTask;
  private final Workers.Task forward = this::forwardImage;
  private final Workers.Task spread = this::spreadImage;
  private final Workers.Task parameters = this::parametersTask;
  private final Workers.Task input = this::inputImage;
  private Tensor x = Shapes.NONE;
  private Tensor y = Shapes.NONE;
  private Tensor dx = Shapes.NONE;
  private Tensor dy = Shapes.NONE;
  private Tensor w = Shapes.NONE;
  private Tensor b = Shapes.NONE;

  PositionLanes(ConvShape s) {
    this.s = s;
    int lanes = kernel.lanes();
    int taps = s.taps();
    plane = ConvShape.roundUp(s.rows() * s.paddedWidth(), lanes);
    int overrun = s.kernel() + lanes;
    padded = new float[s.n() * s.paddedImage() + overrun];
    dPadded = new float[s.n() * (s.paddedImage() + overrun)];
    wide = new float[s.n() * s.out() * plane];
    products = ThreadLocal.withInitial(() -> new float[taps * plane]);
    shifts = shifts(s);
    int[] planes = Product.every(plane, s.out());
    int[] blocks = Product.every(lanes, plane / lanes);
    output = Product.outer(Product.every(taps, s.out()), Product.every(1, taps), shifts, planes);
    weightGradient = Product.dots(planes, blocks, shifts, blocks, Product.every(taps, s.out()));
    inputProducts =
        Product.outer(
            Product.every(1, taps),
            Product.every(taps, s.out()),
            planes,
            Product.every(plane, taps));
    tapsPerTask = ConvShape.roundUp((taps - 1) / WEIGHT_TASKS + 1, TILE);
  }

  /** Where tap (c, u, v), in the order of the weights, lies in a padded image. */
  private static int[] shifts(ConvShape s) {
    int[] shifts = new int[s.taps()];
    for (int t = 0; t < shifts.length; t++) {
      int c = t / (s.kernel() * s.kernel());
      int u = t / s.kernel() % s.kernel();
      int v = t % s.kernel();
      shifts[t] = (c * s.paddedHeight() + u) * s.paddedWidth() + v;
    }
    return shifts;
  }

  @Override
  public void forward(Tensor x, Parameter weight, Parameter bias, Tensor y) {
    this.x = x;
    this.y = y;
    w = weight.value();
    b = bias.value();
    Workers.forEach(s.n(), forward);
  }

  private void forwardImage(int n) {
    int rowsOfImage = s.in() * s.height();
    for (int row = 0; row < rowsOfImage; row++) {
      System.arraycopy(
          x.data(),
          (n * rowsOfImage + row) * s.width(),
          padded,
          n * s.paddedImage() + paddedRow(row) + s.padding(),
          s.width());
    }
    int image = n * s.out() * plane;
    for (int o = 0; o < s.out(); o++) {
      int start = image + o * plane;
      Arrays.fill(wide, start, start + plane, b.data()[o]);
    }
    int x0 = n * s.paddedImage();
    kernel.outer(output, 0, s.out(), plane, w.data(), 0, padded, x0, wide, image);
    int rowsOfOutput = s.out() * s.rows();
    for (int row = 0; row < rowsOfOutput; row++) {
      int from = image + row / s.rows() * plane + row % s.rows() * s.paddedWidth();
      System.arraycopy(wide, from, y.data(), (n * rowsOfOutput + row) * s.columns(), s.columns());
    }
  }

  /** Offset of row {@code row} = c·height + i of an image in the padded one. */
  private int paddedRow(int row) {
    int c = row / s.height();
    int i = row % s.height() + s.padding();
    return (c * s.paddedHeight() + i) * s.paddedWidth();
  }

  @Override
  public void backwardParameters(Tensor dy, Parameter weight, Parameter bias) {
    this.dy = dy;
    w = weight.grad();
    b = bias.grad();
    Workers.forEach(s.n(), spread);
    Workers.forEach(1 + (s.taps() - 1) / tapsPerTask, parameters);
    BiasGradient.add(dy, b.data());
  }

  private void spreadImage(int n) {
    for (int o = 0; o < s.out(); o++) {
      int start = (n * s.out() + o) * plane;
      for (int i = 0; i < s.rows(); i++) {
        int row = start + i * s.paddedWidth();
        int from = ((n * s.out() + o) * s.rows() + i) * s.columns();
        System.arraycopy(dy.data(), from, wide, row, s.columns());
        Arrays.fill(wide, row + s.columns(), row + s.paddedWidth(), 0);
      }
      Arrays.fill(wide, start + s.rows() * s.paddedWidth(), start + plane, 0);
    }
  }

  /** {@code dW[o, t] += Σ dy[o, q]·x[q + shift t]} over positions q, image after image. */
  private void parametersTask(int task) {
    int from = task * tapsPerTask;
    int to = Math.min(from + tapsPerTask, s.taps());
    for (int n = 0; n < s.n(); n++) {
      int dy0 = n * s.out() * plane;
      int x0 = n * s.paddedImage();
      kernel.dots(weightGradient, from, to, wide, dy0, padded, x0, w.data(), 0);
    }
  }

  @Override
  public void backwardInput(Tensor dy, Parameter weight, Tensor dx) {
    this.dx = dx;
    w = weight.value();
    Workers.forEach(s.n(), input);
  }

  /** {@code dx[q + shift t] += Σₒ W[o, t]·dy[o, q]} for each tap t. */
  private void inputImage(int n) {
    float[] product = products.get();
    int image = dPadded.length / s.n();
    int start = n * image;
    Arrays.fill(product, 0);
    int dy0 = n * s.out() * plane;
    kernel.outer(inputProducts, 0, s.taps(), plane, w.data(), 0, wide, dy0, product, 0);
    Arrays.fill(dPadded, start, start + image, 0);
    for (int t = 0; t < s.taps(); t++) {
      kernel.add(plane, product, t * plane, dPadded, start + shifts[t]);
    }
    int rowsOfImage = s.in() * s.height();
    for (int row = 0; row < rowsOfImage; row++) {
      System.arraycopy(
          dPadded,
          start + paddedRow(row) + s.padding(),
          dx.data(),
          (n * rowsOfImage + row) * s.width(),
          s.width());
    }
  }
}
