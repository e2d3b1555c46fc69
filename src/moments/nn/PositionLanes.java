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
  private final Kernel kernel = Kernels.best();
  private final ConvShape s;
  private final Parameter weight;
  private final Parameter bias;

  private final int plane;

  /** Where tap (c, u, v), in the order of the weights, lies in a padded image. */
  private final int[] shifts;

  private final Spaced padded;
  private final Spaced wide;
  private final Outlet outlet;

  /** dy of one image, with zeros between its rows. */
  private final ThreadLocal<Spaced> dWide;

  private final Spaced dPadded;
  private final float[] ones;

  /** The gradients of each part of the batch: dW [taps, out], db [out]. */
  private final float[][] dWeights;

  private final float[][] dBiases;
  private final ThreadLocal<float[]> products;
  private final Product output;
  private final Product weightGradient;
  private final Product biasGradient;
  private final Product inputProducts;
  private final Workers.Task forward = this::forwardImage;
  private final Workers.Task backward = this::backwardPart;
  private Tensor x = Shapes.NONE;
  private Tensor y = Shapes.NONE;
  private Tensor dy = Shapes.NONE;
  private Tensor dx = Shapes.NONE;

  PositionLanes(ConvShape s, Parameter weight, Parameter bias, Outlet outlet) {
    this.s = s;
    this.weight = weight;
    this.bias = bias;
    this.outlet = outlet;
    int taps = s.taps();
    int pitch = s.paddedWidth();
    int floats = plane(s);
    plane = floats;
    padded = paddedImages();
    dPadded = paddedImages();
    wide = wideImages(s.n());
    dWide = ThreadLocal.withInitial(() -> wideImages(1));
    ones = new float[plane];
    Arrays.fill(ones, 1);
    dWeights = new float[s.parts()][taps * s.out()];
    dBiases = new float[s.parts()][s.out()];
    products = ThreadLocal.withInitial(() -> new float[taps * floats]);
    int area = s.kernel() * s.kernel();
    shifts =
        Product.table(
            taps,
            t -> (t / area * s.paddedHeight() + t % area / s.kernel()) * pitch + t % s.kernel());
    int[] planes = Product.every(plane, s.out());
    int[] filters = Product.every(taps, s.out());
    int[] each = Product.every(1, taps);
    int[] one = {0};
    output = Product.outer(filters, each, shifts, planes, plane).steps(0, padded.image, wide.image);
    weightGradient =
        Product.dots(shifts, planes, Product.every(s.out(), taps), plane).steps(padded.image, 0, 0);
    biasGradient = Product.dots(one, planes, one, plane);
    inputProducts = Product.outer(each, filters, planes, Product.every(plane, taps), plane);
  }

  /** Floats of one output plane at the input's pitch, in whole vectors. */
  static int plane(ConvShape s) {
    return ConvShape.roundUp(s.rows() * s.paddedWidth(), Kernels.best().lanes());
  }

  private Spaced wideImages(int images) {
    return new Spaced(images, s.out(), s.rows(), s.columns(), s.paddedWidth(), plane(s), 0, 0);
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
    outlet.take(n, wide, y);
  }

  @Override
  public void backward(Tensor dy, Tensor dx) {
    this.dy = dy;
    this.dx = dx;
    Workers.forEach(s.parts(), backward);
    float[] sums = dWeights[0];
    for (int part = 0; part < s.parts(); part++) {
      if (part > 0) {
        kernel.add(sums.length, dWeights[part], 0, sums, 0);
      }
      kernel.add(s.out(), dBiases[part], 0, bias.grad().data(), 0);
    }
    float[] dw = weight.grad().data();
    for (int o = 0; o < s.out(); o++) {
      for (int t = 0; t < s.taps(); t++) {
        dw[o * shifts.length + t] += sums[t * s.out() + o];
      }
    }
  }

  private void backwardPart(int part) {
    Arrays.fill(dWeights[part], 0);
    Arrays.fill(dBiases[part], 0);
    Spaced dImage = dWide.get();
    for (int n = s.firstOf(part); n < s.firstOf(part + 1); n++) {
      outlet.put(n, wide, dy, dImage);
      addParameters(n, dImage.data, dWeights[part], dBiases[part]);
      if (dx != Shapes.NONE) {
        writeInput(n, dImage.data);
      }
    }
  }

  /** {@code dW[t, o] += Σ dy[o, q]·x[q + shift t]} and {@code db[o] += Σ dy[o, q]}, positions q. */
  private void addParameters(int n, float[] dImage, float[] dw, float[] db) {
    kernel.dots(weightGradient, n, 0, s.out(), padded.data, dImage, dw);
    kernel.dots(biasGradient, n, 0, s.out(), ones, dImage, db);
  }

  /** {@code dx[q + shift t] += Σₒ W[o, t]·dy[o, q]} for each tap t. */
  private void writeInput(int n, float[] dImage) {
    float[] product = products.get();
    int image = n * dPadded.image;
    Arrays.fill(product, 0);
    Arrays.fill(dPadded.data, image, image + dPadded.image, 0);
    kernel.outer(inputProducts, 0, shifts.length, weight.value().data(), 0, dImage, 0, product, 0);
    for (int t = 0; t < shifts.length; t++) {
      kernel.add(plane, product, t * plane, dPadded.data, image + shifts[t]);
    }
    dPadded.take(n, dx);
  }
}
