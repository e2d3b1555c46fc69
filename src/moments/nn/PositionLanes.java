package moments.nn;

import java.util.Arrays;
import moments.kernel.Product;

/**
 * Convolution of stride 1 with neighbouring positions along the lanes, for few output channels.
 *
 * <p>Output is computed at the pitch of the padded input: then the input under tap (c, u, v), for
 * all positions of an image, is one run of floats, the image shifted by the tap. The few columns
 * between the rows are computed too and dropped. The gradient of x is the same with dy as the
 * input; only that of the weights has channels along the lanes where they fill them.
 */
final class PositionLanes extends ImageLanes {

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
  private final Product output;
  private final Product weightGradient;
  private final Product weightGradientByChannels;
  private final Product biasGradient;
  private final Product inputGradient;

  PositionLanes(ConvShape s, Parameter weight, Parameter bias, Outlet outlet) {
    super(s, weight, bias, s.out(), Product.every(1, s.taps()));
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
    padded = new Spaced(s.places(), s.in(), s.height(), s.width(), pitch, inPlane, inFirst, more);
    int wholePlane = vectors(s.paddedHeight());
    dPadded = new Spaced(s.parts(), s.in(), s.height(), s.width(), pitch, wholePlane, inFirst, 0);
    wide = new Spaced(s.places(), s.out(), s.rows(), s.columns(), pitch, plane, 0, kernel.lanes());
    dWide =
        ThreadLocal.withInitial(
            () -> new Spaced(1, s.out(), s.rows(), s.columns(), pitch, dPlane, dFirst, more));
    dLast = ThreadLocal.withInitial(() -> new float[s.positions() * s.out()]);
    ones = new float[plane];
    Arrays.fill(ones, 1);
    // Where tap (c, u, v), in the order of the weights, lies in a padded image.
    int[] shifts = Product.table(taps, t -> t / area * inPlane + shift(t % area));
    int[] filters = Product.every(taps, s.out());
    int[] tapRows = Product.every(s.out(), taps);
    output =
        Product.outer(filters, tapInWeights, shifts, Product.every(plane, s.out()), plane)
            .steps(0, padded.image(), wide.image());
    int[] dPlanes = Product.table(s.out(), o -> o * dPlane + dFirst);
    weightGradient = Product.dots(shifts, dPlanes, tapRows, plane).steps(padded.image(), 0, 0);
    int[] positions = Product.table(s.positions(), i -> i / s.columns() * pitch + i % s.columns());
    weightGradientByChannels =
        Product.outer(shifts, positions, Product.every(s.out(), s.positions()), tapRows, s.out())
            .steps(padded.image(), 0, 0);
    biasGradient = Product.dots(new int[1], dPlanes, new int[] {taps * s.out()}, plane);
    int all = s.out() * area;
    inputGradient =
        Product.outer(
                Product.every(area, s.in()),
                Product.table(all, t -> t / area * taps + t % area),
                Product.table(all, t -> dPlanes[t / area] - shift(t % area)),
                Product.every(wholePlane, s.in()),
                wholePlane)
            .steps(0, 0, dPadded.image())
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
  void forwardImage(int part, int n) {
    int place = s.place(part, n);
    padded.put(place, x, n);
    for (int o = 0; o < s.out(); o++) {
      int start = wide.start(place, o);
      Arrays.fill(wide.data(), start, start + ones.length, bias.value().data()[o]);
    }
    kernel.outer(output, place, 0, s.out(), weight.value().data(), padded.data(), wide.data());
    outlet.take(part, wide, place, y, n);
  }

  @Override
  void backwardImage(int part, int n, float[] sum) {
    Spaced dImage = dWide.get();
    outlet.put(part, wide, y, dy, n, dImage);
    addParameters(n, dImage, sum);
    if (dx != Shapes.NONE) {
      writeInput(part, n, dImage.data());
    }
  }

  /** {@code dW[t, o] += Σ dy[o, q]·x[q + shift t]} and {@code db[o] += Σ dy[o, q]}, positions q. */
  private void addParameters(int n, Spaced dImage, float[] sum) {
    if (s.out() % kernel.lanes() == 0) {
      float[] last = dLast.get();
      turn(dImage, last);
      kernel.outer(weightGradientByChannels, n, 0, s.taps(), padded.data(), last, sum);
    } else {
      kernel.dots(weightGradient, n, 0, s.out(), padded.data(), dImage.data(), sum);
    }
    kernel.dots(biasGradient, n, 0, s.out(), ones, dImage.data(), sum);
  }

  private void turn(Spaced dImage, float[] last) {
    int columns = s.columns();
    for (int o = 0; o < s.out(); o++) {
      int row = dImage.start(0, o);
      for (int at = o; at < last.length; row += pitch) {
        for (int j = 0; j < columns; j++, at += s.out()) {
          last[at] = dImage.data()[row + j];
        }
      }
    }
  }

  /**
   * {@code dx[q] = Σ W[o, t]·dy[o, q − shift t]}, summed over o and t: again a convolution, of dy
   * with as much padding as its windows reach beyond it.
   */
  private void writeInput(int part, int n, float[] dImage) {
    kernel.outer(inputGradient, part, 0, s.in(), weight.value().data(), dImage, dPadded.data());
    dPadded.take(part, dx, n);
  }
}
