package moments.nn;

import moments.tensor.Tensor;

/** Convolution by its definition, summed in double precision: what {@link Conv2d} must equal. */
record NaiveConv(int in, int out, int kernel, int stride, int padding) {
  /** One product of the sum that defines y: elements of x, W and y. */
  private interface IndexedProduct {
    void add(int x, int w, int y);
  }

  Tensor forward(Tensor x, Tensor weight, Tensor bias) {
    Tensor y = Tensor.zeros(x.dim(0), out, windows(x.dim(2)), windows(x.dim(3)));
    double[] sums = new double[y.size()];
    int plane = y.dim(2) * y.dim(3);
    for (int i = 0; i < sums.length; i++) {
      sums[i] = bias.data()[i / plane % out];
    }
    forEachProduct(x, (xi, wi, yi) -> sums[yi] += (double) x.data()[xi] * weight.data()[wi]);
    return rounded(sums, y);
  }

  Tensor inputGradient(Tensor x, Tensor weight, Tensor dy) {
    double[] sums = new double[x.size()];
    forEachProduct(x, (xi, wi, yi) -> sums[xi] += (double) dy.data()[yi] * weight.data()[wi]);
    return rounded(sums, Tensor.zerosLike(x));
  }

  Tensor weightGradient(Tensor x, Tensor dy) {
    Tensor dw = Tensor.zeros(out, in, kernel, kernel);
    double[] sums = new double[dw.size()];
    forEachProduct(x, (xi, wi, yi) -> sums[wi] += (double) dy.data()[yi] * x.data()[xi]);
    return rounded(sums, dw);
  }

  Tensor biasGradient(Tensor dy) {
    double[] sums = new double[out];
    int plane = dy.dim(2) * dy.dim(3);
    for (int i = 0; i < dy.size(); i++) {
      sums[i / plane % out] += dy.data()[i];
    }
    return rounded(sums, Tensor.zeros(out));
  }

  private void forEachProduct(Tensor x, IndexedProduct product) {
    int height = x.dim(2);
    int width = x.dim(3);
    int y = 0;
    for (int n = 0; n < x.dim(0); n++) {
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < windows(height); i++) {
          for (int j = 0; j < windows(width); j++, y++) {
            for (int w = 0; w < in * kernel * kernel; w++) {
              int c = w / (kernel * kernel);
              int row = i * stride + w / kernel % kernel - padding;
              int column = j * stride + w % kernel - padding;
              if (row >= 0 && row < height && column >= 0 && column < width) {
                product.add(
                    ((n * in + c) * height + row) * width + column,
                    o * in * kernel * kernel + w,
                    y);
              }
            }
          }
        }
      }
    }
  }

  private int windows(int size) {
    return (size + 2 * padding - kernel) / stride + 1;
  }

  private static Tensor rounded(double[] from, Tensor to) {
    for (int i = 0; i < from.length; i++) {
      to.data()[i] = (float) from[i];
    }
    return to;
  }
}
