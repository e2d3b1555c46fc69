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
  private final Parameter weight;
  private final Parameter bias;

  /** Floats of one output plane at the input's pitch, in whole vectors. */
  private final int plane;

  /** Where tap (c, u, v), in the order of the weights, lies in a padded image. */
  private final int[] shifts;

  private final Spaced padded;
  private final Spaced wide;

  /** dy with zeros between its rows. */
  private final Spaced dWide;

  private final Spaced dPadded;
  private final ThreadLocal<float[]> products;
  private final Product output;
  private final Product weightGradient;
  private final Product inputProducts;
  private final int tapsPerTask;
  private final Workers.Task forward = this::forwardImage;
  private final Workers.Task spread = this::spreadImage;
  private final Workers.Task parameters = this::parametersOfTaps;
  private final Workers.Task input = this::inputImage;
  private Tensor x = Shapes.NONE;
  private Tensor y = Shapes.NONE;
  private Tensor dy = Shapes.NONE;
  private Tensor dx = Shapes.NONE;

  PositionLanes(ConvShape s, Parameter weight, Parameter bias) {
    this.s = s;
    this.weight = weight;
    this.bias = bias;
    int taps = s.taps();
    int pitch = s.paddedWidth();
    int floats = ConvShape.roundUp(s.rows() * pitch, kernel.lanes());
    plane = floats;
    padded = paddedImages();
    dPadded = paddedImages();
    wide = new Spaced(s.n(), s.out(), s.rows(), s.columns(), pitch, plane, 0, 0);
    dWide = new Spaced(s.n(), s.out(), s.rows(), s.columns(), pitch, plane, 0, 0);
    products = ThreadLocal.withInitial(() -> new float[taps * floats]);
    int area = s.kernel() * s.kernel();
    shifts =
        Product.table(
            taps,
            t -> (t / area * s.paddedHeight() + t % area / s.kernel()) * pitch + t % s.kernel());
    int[] planes = Product.every(plane, s.out());
    int[] filters = Product.every(taps, s.out());
    int[] ones = Product.every(1, taps);
    output = Product.outer(filters, ones, shifts, planes, plane).steps(0, padded.image, wide.image);
    weightGradient =
        Product.dots(planes, shifts, filters, plane).steps(dWide.image, padded.image, 0);
    inputProducts =
        Product.outer(ones, filters, planes, Product.every(plane, taps), plane)
            .steps(0, dWide.image, 0);
    tapsPerTask = ConvShape.roundUp((taps - 1) / WEIGHT_TASKS + 1, TILE);
  }

  /** Images with their padding, each with room for the last shift of its last plane. */
  private Spaced paddedImages() {
    int pitch = s.paddedWidth();
    int first = s.padding() * (pitch + 1);
    int more = s.kernel() + kernel.lanes();
    int floats = s.paddedHeight() * pitch;
    return new Spaced(s.n(), s.in(), s.height(), s.width(), pitch, floats, first, more);
  }

  @Override
  public boolean channelsLast() {
    return false;
  }

  @Override
  public void forward(Tensor x, Tensor y) {
    this.x = x;
    this.y = y;
    Workers.forEach(s.n(), forward);
  }

  private void forwardImage(int n) {
    padded.put(n, x);
    for (int o = 0; o < s.out(); o++) {
      int start = n * wide.image + o * plane;
      Arrays.fill(wide.data, start, start + plane, bias.value().data()[o]);
    }
    kernel.outer(output, n, 0, s.out(), weight.value().data(), padded.data, wide.data);
    wide.take(n, y);
  }

  @Override
  public void backwardParameters(Tensor dy) {
    this.dy = dy;
    Workers.forEach(s.n(), spread);
    Workers.forEach(1 + (s.taps() - 1) / tapsPerTask, parameters);
    for (int i = 0; i < s.n() * s.out(); i++) {
      float sum = Kernel.sum(dy.data(), i * s.positions(), s.positions());
      bias.grad().data()[i % s.out()] += sum;
    }
  }

  private void spreadImage(int n) {
    dWide.put(n, dy);
  }

  /** {@code dW[o, t] += Σ dy[o, q]·x[q + shift t]} over positions q, image after image. */
  private void parametersOfTaps(int task) {
    int from = task * tapsPerTask;
    int to = Math.min(from + tapsPerTask, s.taps());
    for (int n = 0; n < s.n(); n++) {
      kernel.dots(weightGradient, n, from, to, dWide.data, padded.data, weight.grad().data());
    }
  }

  @Override
  public void backwardInput(Tensor dy, Tensor dx) {
    this.dx = dx;
    Workers.forEach(s.n(), input);
  }

  /** {@code dx[q + shift t] += Σₒ W[o, t]·dy[o, q]} for each tap t. */
  private void inputImage(int n) {
    float[] product = products.get();
    int image = n * dPadded.image;
    Arrays.fill(product, 0);
    Arrays.fill(dPadded.data, image, image + dPadded.image, 0);
    kernel.outer(inputProducts, n, 0, shifts.length, weight.value().data(), dWide.data, product);
    for (int t = 0; t < shifts.length; t++) {
      kernel.add(plane, product, t * plane, dPadded.data, image + shifts[t]);
    }
    dPadded.take(n, dx);
  }
}
