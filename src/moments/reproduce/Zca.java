package moments.reproduce;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;
import moments.checkpoint.CheckpointException;
import moments.checkpoint.Safetensors;
import moments.fast.Fast;
import moments.nn.Layer;
import moments.nn.Linear;
import moments.tensor.Tensor;
import moments.train.Output;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * ZCA whitening: makes all inputs uncorrelated and of equal variance, and changes them as little as
 * that allows, so that a picture stays one.
 *
 * <pre>
 * C = V·diag(λ)·Vᵀ                       the covariance of x over the training set
 * y = V·diag(1/√(λ+ε))·Vᵀ · (x − mean)   has the covariance V·diag(λ/(λ+ε))·Vᵀ, about 1
 * </pre>
 *
 * <p>The regulariser ε keeps what hardly varies, such as the noise between neighbouring pixels,
 * from being blown up.
 *
 * <p>Source: A. J. Bell and T. J. Sejnowski, <em>The "Independent Components" of Natural Scenes are
 * Edge Filters</em>, 1997.
 *
 * @param mean of the training set [d]
 * @param values λ, in no order [d]
 * @param vectors V, an eigenvector in each column [d, d]
 */
record Zca(Tensor mean, Tensor values, Tensor vectors) {
  private static final String CHECKSUM = "crc32c";

  /** Of all rows of all {@code batches}, each [n, d]; 3,072 inputs take minutes. */
  static Zca fit(int d, Iterable<Tensor> batches) {
    Linear products = new Linear(d, d);
    Layer fast = Fast.of(products);
    Tensor perBatch = products.parameters().get(0).grad();
    double[][] sum = new double[d][d];
    double[] mean = new double[d];
    long n = 0;
    for (Tensor x : batches) {
      fast.forward(x);
      fast.backwardParameters(x); // With dy = x the gradient of W is xᵀx.
      for (int i = 0; i < d; i++) {
        for (int j = 0; j <= i; j++) {
          sum[i][j] += perBatch.get(i, j);
        }
        mean[i] += products.parameters().get(1).grad().get(i);
      }
      fast.parameters().forEach(p -> p.grad().fill(0));
      n += x.dim(0);
    }
    for (int i = 0; i < d; i++) {
      mean[i] /= n;
      for (int j = 0; j <= i; j++) {
        sum[i][j] = sum[i][j] / n - mean[i] * mean[j];
        sum[j][i] = sum[i][j];
      }
    }
    return decomposed(tensor(mean), new DMatrixRMaj(sum));
  }

  private static Zca decomposed(Tensor mean, DMatrixRMaj covariance) {
    int d = mean.size();
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
    if (!eigen.decompose(covariance)) {
      throw new IllegalStateException("Zca: found no eigenvectors of the covariance");
    }
    Tensor values = Tensor.zeros(d);
    Tensor vectors = Tensor.zeros(d, d);
    for (int j = 0; j < d; j++) {
      values.set(eigen.getEigenvalue(j).getReal(), j);
      for (int i = 0; i < d; i++) {
        vectors.set(eigen.getEigenVector(j).get(i), i, j);
      }
    }
    return new Zca(mean, values, vectors);
  }

  private static Tensor tensor(double[] values) {
    Tensor tensor = Tensor.zeros(values.length);
    for (int i = 0; i < values.length; i++) {
      tensor.set(values[i], i);
    }
    return tensor;
  }

  /** The whitening as a layer, x [N, d], y [N, d]. */
  Linear layer(double eps) {
    int d = mean.size();
    Linear whitening = new Linear(d, d);
    Tensor weight = whitening.parameters().get(0).value();
    Tensor bias = whitening.parameters().get(1).value().fill(0);
    Layer fast = Fast.of(whitening);
    // W = A·Aᵀ, which this very layer computes when its weights are A.
    Tensor a = weight.set(vectors);
    for (int j = 0; j < d; j++) {
      float scale = (float) StrictMath.pow(Math.max(0, values.get(j)) + eps, -0.25);
      for (int i = 0; i < d; i++) {
        a.data()[i * d + j] *= scale;
      }
    }
    weight.set(fast.forward(a).copy());
    bias.set(fast.forward(mean.reshape(1, d)).times(-1).reshape(d));
    return whitening;
  }

  void write(Path file) {
    try {
      Safetensors.write(
          file,
          Map.of("mean", mean, "values", values, "vectors", vectors),
          Map.of(CHECKSUM, checksum()));
    } catch (IOException e) {
      throw Output.failure(file, e);
    }
  }

  /** The CRC-32C of all numbers. */
  private String checksum() {
    CRC32C checksum = new CRC32C();
    for (Tensor tensor : List.of(mean, values, vectors)) {
      ByteBuffer bytes = ByteBuffer.allocate(tensor.size() * Float.BYTES);
      bytes.asFloatBuffer().put(tensor.data());
      checksum.update(bytes);
    }
    return String.format(Locale.ROOT, "%08x", checksum.getValue());
  }

  /**
   * What {@link #write} has written, for {@code d} inputs; earlier versions wrote no checksum.
   *
   * @throws ReproductionException if it is damaged
   */
  static Zca read(Path file, int d) {
    try {
      Map<String, Tensor> tensors = Safetensors.read(file);
      Zca zca =
          new Zca(
              tensor(file, tensors, "mean", d),
              tensor(file, tensors, "values", d),
              tensor(file, tensors, "vectors", d, d));
      String got = zca.checksum();
      String expected = Safetensors.metadata(file).getOrDefault(CHECKSUM, got);
      if (!got.equals(expected)) {
        throw new CheckpointException(
            "%s cannot be used: its numbers have the CRC %s, expected %s"
                .formatted(file, got, expected));
      }
      return zca;
    } catch (CheckpointException e) {
      throw new ReproductionException(
          e.getMessage() + "; delete it, and the whitening is computed anew");
    }
  }

  private static Tensor tensor(Path file, Map<String, Tensor> all, String name, int... shape) {
    Tensor tensor = all.get(name);
    if (tensor == null || !Arrays.equals(tensor.shape(), shape)) {
      throw new CheckpointException(
          "%s cannot be used: it has no %s of shape %s"
              .formatted(file, name, Arrays.toString(shape)));
    }
    for (float number : tensor.data()) {
      if (!Float.isFinite(number)) {
        throw new CheckpointException(
            "%s cannot be used: not all numbers of its %s are finite".formatted(file, name));
      }
    }
    return tensor;
  }
}
