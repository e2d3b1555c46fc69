package assignment12;

import assignments.Mistake;

/** A convolution in doubles, as its equation has it or with a mistake built in. */
final class PlainConvolution {
  /** The slips. */
  enum Slip implements Mistake {
    NONE(""),
    NO_BIAS("without the bias"),
    TURNED("with the filter turned by 180°"),
    TRANSPOSED("with rows and columns of the filter swapped"),
    ONE_CHANNEL("when only one channel of x counts"),
    FIRST_FILTER("when all outputs share one filter"),
    DX_NOT_ADDED("when a pixel keeps only what the last window sends back"),
    DX_TURNED("when dx is computed with the filter turned by 180°"),
    LAST_IMAGE("when only the last image of the batch counts"),
    NOT_ADDED("when backward overwrites the gradients in place of adding to them"),
    MEAN("when the sums over a batch are divided by its size");

    private final String when;

    Slip(String when) {
      this.when = when;
    }

    @Override
    public String when() {
      return when;
    }
  }

  private final Slip slip;
  private final int images;
  private final int in;
  private final int height;
  private final int width;
  private final int out;
  private final int kernel;

  /**
   * A convolution.
   *
   * @param sizes N, in, H, W, out, kernel
   */
  PlainConvolution(Slip slip, int... sizes) {
    this.slip = slip;
    images = sizes[0];
    in = sizes[1];
    height = sizes[2];
    width = sizes[3];
    out = sizes[4];
    kernel = sizes[5];
  }

  /** For each product of y[n, o, i, j]: the places of y, x and W. */
  private interface Product {
    void accept(int y, int x, int w);
  }

  private void forEachProduct(boolean turned, Product product) {
    int rows = height - kernel + 1;
    int columns = width - kernel + 1;
    for (int n = 0; n < images; n++) {
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < columns; j++) {
            for (int c = slip == Slip.ONE_CHANNEL ? in - 1 : 0; c < in; c++) {
              for (int k = 0; k < kernel * kernel; k++) {
                product.accept(
                    ((n * out + o) * rows + i) * columns + j,
                    ((n * in + c) * height + i + k / kernel) * width + j + k % kernel,
                    ((slip == Slip.FIRST_FILTER ? 0 : o) * in + c) * kernel * kernel
                        + element(k, turned));
              }
            }
          }
        }
      }
    }
  }

  private int element(int k, boolean turned) {
    if (turned) {
      return kernel * kernel - 1 - k;
    }
    return slip == Slip.TRANSPOSED ? k % kernel * kernel + k / kernel : k;
  }

  private int places() {
    return (height - kernel + 1) * (width - kernel + 1);
  }

  double[] forward(double[] x, double[] w, double... b) {
    double[] y = new double[images * out * places()];
    for (int i = 0; i < y.length; i++) {
      y[i] = slip == Slip.NO_BIAS ? 0 : b[i / places() % out];
    }
    forEachProduct(slip == Slip.TURNED, (to, from, k) -> y[to] += w[k] * x[from]);
    return y;
  }

  double[] dx(double[] w, double... dy) {
    double[] dx = new double[images * in * height * width];
    forEachProduct(
        slip == Slip.TURNED || slip == Slip.DX_TURNED,
        (to, from, k) -> dx[from] = (slip == Slip.DX_NOT_ADDED ? 0 : dx[from]) + w[k] * dy[to]);
    return dx;
  }

  double[] dw(double[] x, double[] dy, int times) {
    double[] dw = new double[out * in * kernel * kernel];
    forEachProduct(
        slip == Slip.TURNED, (to, from, k) -> dw[k] += share(to, times) * dy[to] * x[from]);
    return dw;
  }

  double[] db(double[] dy, int times) {
    double[] db = new double[out];
    for (int i = 0; i < dy.length; i++) {
      db[i / places() % out] += share(i, times) * dy[i];
    }
    return db;
  }

  /** How often what comes from {@code dy[i]} counts after {@code times} calls. */
  private double share(int i, int times) {
    boolean last = i / (out * places()) == images - 1;
    double count = slip == Slip.NOT_ADDED ? 1 : times;
    return slip == Slip.MEAN ? count / images : slip == Slip.LAST_IMAGE && !last ? 0 : count;
  }
}
