package moments.fast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WinogradMatricesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void eightProductsGiveTheSumsOfAllWindows(int r) {
    WinogradMatrices matrices = WinogradMatrices.ofWindow(r);
    int m = WinogradMatrices.outputs(r);
    Random random = new Random(r);
    double[] x = random.doubles(8, -1, 1).toArray();
    double[] w = random.doubles(r, -1, 1).toArray();

    double[] y = new double[m];
    for (int i = 0; i < 8; i++) {
      double product = row(matrices.inputs(), i, x) * row(matrices.weights(), i, w);
      for (int k = 0; k < m; k++) {
        y[k] += matrices.outputs()[i * m + k] * product;
      }
    }

    for (int k = 0; k < m; k++) {
      double expected = 0;
      for (int v = 0; v < r; v++) {
        expected += w[v] * x[k + v];
      }
      assertEquals(expected, y[k], 1e-5, "output %d of window %d".formatted(k, r));
    }
  }

  /** (M·x)ᵢ */
  private static double row(float[] matrix, int i, double[] x) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += matrix[i * x.length + k] * x[k];
    }
    return sum;
  }
}
