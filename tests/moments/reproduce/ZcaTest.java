package moments.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import moments.checkpoint.Safetensors;
import moments.nn.Linear;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZcaTest {
  private static final int D = 5;
  private static final int HALF = 150;

  private final Tensor first = correlated(1);
  private final Tensor second = correlated(2);
  private final Zca zca = Zca.fit(D, List.of(first, second));

  /** V·diag(λ/(λ+ε))·Vᵀ is C·(C+εI)⁻¹, whose definition needs no eigenvectors. */
  @Test
  void theCovarianceAfterwardsIsLambdaOverLambdaPlusEps() {
    double eps = 0.3;
    double[][] before = covariance(first, second);
    Linear layer = zca.layer(eps);
    double[][] after = covariance(layer.forward(first).copy(), layer.forward(second));
    for (int i = 0; i < D; i++) {
      for (int j = 0; j < D; j++) {
        double product = eps * after[i][j];
        for (int k = 0; k < D; k++) {
          product += after[i][k] * before[k][j];
        }
        assertEquals(before[i][j], product, 1e-4, "C at %s, %s".formatted(i, j));
      }
    }
  }

  @Test
  void withoutEpsTheInputsAreUncorrelatedWithMean0AndVariance1() {
    Linear layer = zca.layer(0);
    Tensor y1 = layer.forward(first).copy();
    Tensor y2 = layer.forward(second);
    double[][] after = covariance(y1, y2);
    for (int i = 0; i < D; i++) {
      assertEquals(0, mean(i, y1, y2), 1e-5);
      for (int j = 0; j < D; j++) {
        assertEquals(i == j ? 1 : 0, after[i][j], 1e-3, "at %s, %s".formatted(i, j));
      }
    }
  }

  /** That is what sets it apart from the rotations of it, which whiten too. */
  @Test
  void itsMatrixIsSymmetric() {
    Tensor weight = zca.layer(0.1).parameters().get(0).value();
    for (int i = 0; i < D; i++) {
      for (int j = 0; j < i; j++) {
        assertEquals(weight.get(i, j), weight.get(j, i), 1e-6);
      }
    }
  }

  @Test
  void itIsReadAsItWasWritten(@TempDir Path folder) {
    Path file = folder.resolve("zca.safetensors");
    zca.write(file);
    Tensor expected = zca.layer(0.1).forward(first).copy();
    assertEquals(0, Zca.read(file, D).layer(0.1).forward(first).minus(expected).norm());
  }

  @Test
  void aDamagedFileIsNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("zca.safetensors");
    zca.write(file);
    assertEquals(
        file
            + " cannot be used: it has no mean of shape [7]; delete it, and the whitening is"
            + " computed anew",
        message(file, 7));
    Safetensors.write(file, Map.of("values", Tensor.zeros(D)), Map.of());
    assertTrue(message(file, D).contains("it has no mean of shape [5]"), message(file, D));
    Files.writeString(file, "half");
    assertTrue(message(file, D).contains("it ends within the header"), message(file, D));
  }

  @Test
  void aChangedNumberIsNoticed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("zca.safetensors");
    zca.write(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 4] ^= 1; // The lowest bit of the last number, little-endian.
    Files.write(file, bytes);
    String message = message(file, D);
    assertTrue(
        message.matches(
            Pattern.quote(file.toString())
                + " cannot be used: its numbers have the CRC [0-9a-f]{8}, expected [0-9a-f]{8};"
                + " delete it, and the whitening is computed anew"),
        message);
  }

  @Test
  void aNumberThatIsNotFiniteIsRefused(@TempDir Path folder) {
    Path file = folder.resolve("zca.safetensors");
    for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      zca.values().set(bad, 2);
      zca.write(file);
      assertEquals(
          file
              + " cannot be used: not all numbers of its values are finite; delete it, and the"
              + " whitening is computed anew",
          message(file, D));
    }
  }

  /** Such as an earlier version wrote. */
  @Test
  void aFileWithoutAChecksumIsReadIfItsNumbersAreFinite(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("zca.safetensors");
    Map<String, Tensor> tensors =
        Map.of("mean", zca.mean(), "values", zca.values(), "vectors", zca.vectors());
    Safetensors.write(file, tensors, Map.of());
    assertEquals(0, Zca.read(file, D).vectors().minus(zca.vectors()).norm());
    zca.vectors().set(Double.NaN, 1, 1);
    Safetensors.write(file, tensors, Map.of());
    assertTrue(message(file, D).contains("numbers of its vectors are"), message(file, D));
  }

  private static String message(Path file, int d) {
    return String.valueOf(
        assertThrows(ReproductionException.class, () -> Zca.read(file, d)).getMessage());
  }

  /** Rows of which each element has a share in the next, about 1, 2, 3, … */
  private static Tensor correlated(long seed) {
    Random random = new Random(seed);
    Tensor x = Tensor.zeros(HALF, D);
    for (int n = 0; n < HALF; n++) {
      double last = 0;
      for (int i = 0; i < D; i++) {
        last = 0.7 * last + random.nextGaussian();
        x.set(last + i, n, i);
      }
    }
    return x;
  }

  private static double mean(int i, Tensor... batches) {
    double sum = 0;
    for (Tensor x : batches) {
      for (int n = 0; n < HALF; n++) {
        sum += x.get(n, i);
      }
    }
    return sum / (batches.length * HALF);
  }

  private static double[][] covariance(Tensor... batches) {
    double[][] covariance = new double[D][D];
    for (int i = 0; i < D; i++) {
      for (int j = 0; j < D; j++) {
        for (Tensor x : batches) {
          for (int n = 0; n < HALF; n++) {
            covariance[i][j] +=
                (x.get(n, i) - mean(i, batches))
                    * (x.get(n, j) - mean(j, batches))
                    / (batches.length * HALF);
          }
        }
      }
    }
    return covariance;
  }
}
