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
 * between the rows are computed too and dropped. The gradient of x is the same with dy as the
 * input; only that of the weights has channels along the lanes where they fill them.
 */
final class PositionLanes implements ConvLanes {
  private final Kernel kernel = Kernels.best();
  private final ConvShape s;
  private final Parameter weight;
  private final Parameter bias;

  /** Floats from one row to the next. */
  private final int pitch;

  private final Outlet outlet;
  private final Spaced padded;
  private final Spaced wide;

  /** dy of one image, with zeros between its rows and around them. */
  private final ThreadLocal<Spaced> dWide;

  /** The same with channels last and no zeros, if channels are whole vectors. */
  private final ThreadLocal<float[]> dLast;

  private final Spaced dPadded;
  private final float[] ones;
  private final int[] tapInWeights;

  private final PartSums sums;
  private final Product output;
  private final Product weightGradient;
  private final Product weightGradientByChannels;
  private final Product biasGradient;
  private final Product inputGradient;
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
    pitch = s.paddedWidth();
    this.outlet = outlet;
    int taps = s.taps();
    int area = s.kernel() * s.kernel();
    int margin = s.kernel() - 1;
    int more = s.kernel() + kernel.lanes();
    int plane = vectors(s.rows());
    int inPlane = s.paddedHeight() * pitch;
    int dPlane = (s.rows() + 2 * margin) * pitch;
    int dFirst = margin * (pitch + 1);
    int inFirst = s.padding() * (pitch + 1);
    padded = new Spaced(s.n(), s.in(), s.height(), s.width(), pitch, inPlane, inFirst, more);
    int wholePlane = vectors(s.paddedHeight());
    dPadded = new Spaced(s.n(), s.in(), s.height(), s.width(), pitch, wholePlane, inFirst, 0);
    wide = new Spaced(s.n(), s.out(), s.rows(), s.columns(), pitch, plane, 0, kernel.lanes());
    dWide =
        ThreadLocal.withInitial(
            () -> new Spaced(1, s.out(), s.rows(), s.columns(), pitch, dPlane, dFirst, more));
    dLast = ThreadLocal.withInitial(() -> new float[s.positions() * s.out()]);
    tapInWeights = Product.every(1, taps);
    ones = new float[plane];
    Arrays.fill(ones, 1);
    sums = new PartSums(s, s.out());
    // Where tap (c, u, v), in the order of the weights, lies in a padded image.
    int[] shifts = Product.table(taps, t -> t / area * inPlane + shift(t % area));
    int[] filters = Product.every(taps, s.out());
    int[] tapRows = Product.every(s.out(), taps);
    output =
        Product.outer(filters, tapInWeights, shifts, Product.every(plane, s.out()), plane)
            .steps(0, padded.image, wide.image);
    int[] dPlanes = Product.table(s.out(), o -> o * dPlane + dFirst);
    weightGradient = Product.dots(shifts, dPlanes, tapRows, plane).steps(padded.image, 0, 0);
    int[] positions = Product.table(s.positions(), i -> i / s.columns() * pitch + i % s.columns());
    weightGradientByChannels =
        Product.outer(shifts, positions, Product.every(s.out(), s.positions()), tapRows, s.out())
            .steps(padded.image, 0, 0);
    biasGradient = Product.dots(new int[1], dPlanes, new int[] {taps * s.out()}, plane);
    int all = s.out() * area;
    inputGradient =
        Product.outer(
                Product.every(area, s.in()),
                Product.table(all, t -> t / area * taps + t % area),
                Product.table(all, t -> dPlanes[t / area] - shift(t % area)),
                Product.every(wholePlane, s.in()),
                wholePlane)
            .steps(0, 0, dPadded.image)
            .overwriting();
  }

  /** Floats of a plane of {@code rows}, in whole vectors. */
  private int vectors(int rows) {
    return ConvShape.roundUp(rows * pitch, kernel.lanes());
  }

  /** How far from the corner of a window its element {@code uv} lies. */
  private int shift(int uv) {
    return uv / s.kernel() * pitch + uv % s.kernel();
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
      int start = wide.start(n, o);
      Arrays.fill(wide.data, start, start + ones.length, bias.value().data()[o]);
    }
    kernel.outer(output, n, 0, s.out(), weight.value().data(), padded.data, wide.data);
    outlet.take(n, wide, y);
  }

  @Override
  public void backward(Tensor dy, Tensor dx) {
    this.dy = dy;
    this.dx = dx;
    Workers.forEach(s.parts(), backward);
    sums.addTo(weight, bias, tapInWeights);
  }

  private void backwardPart(int part) {
    float[] sum = sums.begin(part);
    Spaced dImage = dWide.get();
    for (int n = s.firstOf(part); n < s.firstOf(part + 1); n++) {
      outlet.put(n, wide, y, dy, dImage);
      addParameters(n, dImage, sum);
      if (dx != Shapes.NONE) {
        writeInput(n, dImage.data);
      }
    }
  }

  /** {@code dW[t, o] += Σ dy[o, q]·x[q + shift t]} and {@code db[o] += Σ dy[o, q]}, positions q. */
  private void addParameters(int n, Spaced dImage, float[] sum) {
    if (s.out() % kernel.lanes() == 0) {
      float[] last = dLast.get();
      turn(dImage, last);
      kernel.outer(weightGradientByChannels, n, 0, s.taps(), padded.data, last, sum);
    } else {
      kernel.dots(weightGradient, n, 0, s.out(), padded.data, dImage.data, sum);
    }
    kernel.dots(biasGradient, n, 0, s.out(), ones, dImage.data, sum);
  }

  private void turn(Spaced dImage, float[] last) {
    int columns = s.columns();
    for (int o = 0; o < s.out(); o++) {
      int row = dImage.start(0, o);
      for (int at = o; at < last.length; row += pitch) {
        for (int j = 0; j < columns; j++, at += s.out()) {
          last[at] = dImage.data[row + j];
        }
      }
    }
  }

  /**
   * {@code dx[q] = Σ W[o, t]·dy[o, q − shift t]}, summed over o and t: again a convolution, of dy
   * with as much padding as its windows reach beyond it.
   */
  private void writeInput(int n, float[] dImage) {
    kernel.outer(inputGradient, n, 0, s.in(), weight.value().data(), dImage, dPadded.data);
    dPadded.take(n, dx);
  }
}
