package moments.fast;

import java.util.Arrays;
import moments.nn.Parameter;
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
final class ConvGradient {
  /** Windows overlap, and a float is slow to read just after it was written: they take turns. */
  private static final int COPIES = 4;

  /** The bits of +∞. */
  private static final int INFINITY = 0x7f800000;

  private final Loops loops = Simd.best();
  private final ConvShape s;
  private final Parameter weight;
  private final Parameter bias;
  private final Epilogue epilogue;

  /** Where the vectors of a window lie in an image, from its first element on. */
  private final int[] pieces;

  /** Where tap t of the weights lies among the floats of these vectors. */
  private final int[] tapInWindow;

  /** Where it lies in a padded image, from the first element of the window on. */
  private final int[] tapInImage;

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
  private boolean weightsAreInfinite;

  ConvGradient(ConvShape s, Parameter weight, Parameter bias, Epilogue epilogue) {
    this.s = s;
    this.weight = weight;
    this.bias = bias;
    this.epilogue = epilogue;
    int k = s.kernel(), lanes = Loops.LANES;
    int run = ConvShape.roundUp(k * s.in(), lanes);
    window = k * run;
    pitch = s.paddedWidth() * s.in();
    first = s.padding() * (pitch + s.in());
    image = s.paddedHeight() * pitch + lanes;
    pieces = IndexedProduct.table(window / lanes, i -> i * lanes / run * pitch + i * lanes % run);
    tapInImage =
        IndexedProduct.table(s.taps(), t -> t % (k * k) / k * pitch + t % k * s.in() + t / (k * k));
    tapInWindow =
        IndexedProduct.table(s.taps(), t -> t % (k * k) / k * run + t % k * s.in() + t / (k * k));
    images = new float[s.parts()][image];
    dImages = new float[s.parts()][COPIES * image];
    sums = new float[s.parts()][ConvShape.roundUp((window + 1) * s.out(), 4)];
    weights = new float[s.out() * window];
    at = new int[s.parts()][epilogue.outputs];
    g = new float[s.parts()][ConvShape.roundUp(epilogue.outputs + 1, 4)];
  }

  /** Before a backward that writes dx. */
  void packWeights() {
    float[] w = weight.value().data();
    weightsAreInfinite = loops.largestMagnitude(w, 0, w.length) >= INFINITY;
    int at = 0;
    for (int o = 0; o < s.out(); o++) {
      for (int place : tapInWindow) {
        weights[o * window + place] = w[at++];
      }
    }
  }

  /** Sets the sums of a part to 0. */
  void begin(int part) {
    Arrays.fill(sums[part], 0);
  }

  /** Adds image {@code n} to the sums and, if {@code toInput}, writes its dx. */
  void add(int part, int n, Wire x, Wire y, boolean toInput) {
    float[] sum = sums[part], in = images[part], dIn = dImages[part], dys = g[part];
    int[] from = at[part];
    int start = n * s.in() * s.height() * s.width();
    copy(true, x.value, start, in);
    boolean zerosMatter = weightsAreInfinite || isInfinite(x.value, n);
    boolean infinite = toInput && isInfinite(y.grad, n);
    if (toInput) {
      Arrays.fill(dIn, 0);
    }
    for (int o = 0; o < s.out(); o++) {
      int count = epilogue.list(n, o, y.value, y.grad, from, dys);
      sum[s.out() * window + o] += sum(dys, count);
      if (zerosMatter) {
        count = withoutZeros(count, from, dys);
      }
      loops.gather(count, dys, from, pieces, in, sum, o * window);
      if (toInput) {
        if (infinite) {
          count = scatterInfinite(o, count, from, dys, dIn);
        }
        loops.scatter(count, dys, from, pieces, weights, o * window, dIn, image);
      }
    }
    if (toInput) {
      for (int copy = 1; copy < COPIES; copy++) {
        loops.add(image, dIn, copy * image, dIn, 0);
      }
      copy(false, x.grad, start, dIn);
    }
  }

  private void copy(boolean toLast, Tensor x, int start, float[] padded) {
    LayoutChange.copy(toLast, s.in(), s.height(), s.width(), x.data(), start, padded, first, pitch);
  }

  /** Σ g[k], k &lt; count; sets up to four floats after them to 0. */
  private static float sum(float[] g, int count) {
    int end = ConvShape.roundUp(count + 1, 4);
    Arrays.fill(g, count, end, 0);
    return Loops.sum(g, 0, end);
  }

  /** Whether any number of image {@code n} is infinite or NaN. */
  private boolean isInfinite(Tensor images, int n) {
    int size = images.size() / s.n();
    return loops.largestMagnitude(images.data(), n * size, (n + 1) * size) >= INFINITY;
  }

  /** Drops gradients of 0: they send nothing back, not even where x or W is infinite. */
  private static int withoutZeros(int count, int[] at, float[] g) {
    int left = 0;
    for (int k = 0; k < count; k++) {
      if (g[k] != 0) {
        at[left] = at[k];
        g[left++] = g[k];
      }
    }
    return left;
  }

  /**
   * Adds what infinite and NaN gradients send to dx, tap by tap, and drops them from the list: a
   * whole vector would reach beyond the window, where ∞ times the 0 of its filling is NaN.
   */
  private int scatterInfinite(int o, int count, int[] at, float[] g, float[] dIn) {
    int left = 0;
    for (int k = 0; k < count; k++) {
      if (Float.isFinite(g[k])) {
        at[left] = at[k];
        g[left++] = g[k];
      } else {
        for (int t = 0; t < tapInImage.length; t++) {
          dIn[at[k] + tapInImage[t]] += g[k] * weights[o * window + tapInWindow[t]];
        }
      }
    }
    return left;
  }

  /** Adds all sums to the gradients of W and b. */
  void addToParameters() {
    float[] sum = sums[0];
    for (int part = 1; part < sums.length; part++) {
      loops.add(sum.length, sums[part], 0, sum, 0);
    }
    float[] dw = weight.grad().data();
    int at = 0;
    for (int o = 0; o < s.out(); o++) {
      for (int place : tapInWindow) {
        dw[at++] += sum[o * window + place];
      }
    }
    loops.add(s.out(), sum, s.out() * window, bias.grad().data(), 0);
  }
}
