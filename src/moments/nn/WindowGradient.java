package moments.nn;

import java.util.Arrays;
import moments.simd.IndexedProduct;
import moments.simd.Loops;
import moments.simd.Simd;
import moments.tensor.Tensor;

/**
 * The gradients of a convolution, output by output: {@code dW[o] += dy[o, q]·x[window q]}, {@code
 * db[o] += dy[o, q]}, {@code dx[window q] += dy[o, q]·W[o]}, over those outputs q that have a
 * gradient; after ReLU and a pool of 2 × 2 that is one in four at most.
 *
 * <p>Images are held with channels last: a window is then {@code kernel} runs of {@code kernel·in}
 * floats, which are filled up to whole vectors. Gradients of parameters are summed apart for each
 * part of a batch and then in the order of the parts.
 */
final class WindowGradient {
  /** Windows overlap, and a float is slow to read just after it was written: they take turns. */
  private static final int COPIES = 4;

  private final Loops kernel = Simd.best();
  private final ConvShape s;
  private final Parameter weight;
  private final Parameter bias;
  private final Outlet outlet;

  /** Where the vectors of a window lie in an image, from its first element on. */
  private final int[] pieces;

  /** Where tap t of the weights lies among the floats of these vectors. */
  private final int[] tapInWindow;

  private final int window;

  /** Floats of a padded image, with room for the filling of its last run. */
  private final int image;

  private final int pitch;
  private final int first;

  /** Of each part, x of one image. */
  private final float[][] images;

  /** Of each part, dx of one image, in as many copies, to be added up. */
  private final float[][] dImages;

  /** Of each part, dW [out, window], then db. */
  private final float[][] sums;

  /** Of each part, where the windows of the outputs of a channel begin that have a gradient. */
  private final int[][] at;

  /** Of each part, these gradients. */
  private final float[][] g;

  private final float[] weights;

  WindowGradient(ConvShape s, Parameter weight, Parameter bias, Outlet outlet) {
    this.s = s;
    this.weight = weight;
    this.bias = bias;
    this.outlet = outlet;
    int k = s.kernel(), lanes = kernel.lanes();
    int run = ConvShape.roundUp(k * s.in(), lanes);
    window = k * run;
    pitch = s.paddedWidth() * s.in();
    first = s.padding() * (pitch + s.in());
    image = s.paddedHeight() * pitch + lanes;
    pieces = IndexedProduct.table(window / lanes, i -> i * lanes / run * pitch + i * lanes % run);
    tapInWindow =
        IndexedProduct.table(s.taps(), t -> t % (k * k) / k * run + t % k * s.in() + t / (k * k));
    images = new float[s.parts()][image];
    dImages = new float[s.parts()][COPIES * image];
    sums = new float[s.parts()][ConvShape.roundUp((window + 1) * s.out(), 4)];
    weights = new float[s.out() * window];
    at = new int[s.parts()][outlet.outputs];
    g = new float[s.parts()][ConvShape.roundUp(outlet.outputs + 1, 4)];
  }

  /** Before a backward that writes dx. */
  void packWeights() {
    int at = 0;
    for (int o = 0; o < s.out(); o++) {
      for (int place : tapInWindow) {
        weights[o * window + place] = weight.value().data()[at++];
      }
    }
  }

  /** Sets the sums of a part to 0. */
  void begin(int part) {
    Arrays.fill(sums[part], 0);
  }

  /** Adds image {@code n} to the sums and, unless dx is {@link Shapes#NONE}, writes its dx. */
  void add(int part, int n, Tensor x, Tensor y, Tensor dy, Tensor dx) {
    float[] sum = sums[part], in = images[part], dIn = dImages[part], dys = g[part];
    int[] from = at[part];
    int start = n * s.in() * s.height() * s.width();
    Turn.turn(true, s.in(), s.height(), s.width(), x.data(), start, in, first, pitch);
    if (dx != Shapes.NONE) {
      Arrays.fill(dIn, 0);
    }
    for (int o = 0; o < s.out(); o++) {
      int count = outlet.list(n, o, y, dy, from, dys);
      kernel.gather(count, dys, from, pieces, in, sum, o * window);
      sum[s.out() * window + o] += sum(dys, count);
      if (dx != Shapes.NONE) {
        kernel.scatter(count, dys, from, pieces, weights, o * window, dIn, image);
      }
    }
    if (dx != Shapes.NONE) {
      for (int copy = 1; copy < COPIES; copy++) {
        kernel.add(image, dIn, copy * image, dIn, 0);
      }
      Turn.turn(false, s.in(), s.height(), s.width(), dx.data(), start, dIn, first, pitch);
    }
  }

  /** Σ g[k], k &lt; count; sets up to four floats behind them to 0. */
  private static float sum(float[] g, int count) {
    int end = ConvShape.roundUp(count + 1, 4);
    Arrays.fill(g, count, end, 0);
    return Loops.sum(g, 0, end);
  }

  /** Adds all sums to the gradients of W and b. */
  void addToParameters() {
    float[] sum = sums[0];
    for (int part = 1; part < sums.length; part++) {
      kernel.add(sum.length, sums[part], 0, sum, 0);
    }
    float[] dw = weight.grad().data();
    int at = 0;
    for (int o = 0; o < s.out(); o++) {
      for (int place : tapInWindow) {
        dw[at++] += sum[o * window + place];
      }
    }
    kernel.add(s.out(), sum, s.out() * window, bias.grad().data(), 0);
  }
}
