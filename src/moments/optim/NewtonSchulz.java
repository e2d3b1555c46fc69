package moments.optim;

import moments.tensor.Tensor;

/**
 * The nearest matrix with orthonormal rows or columns, roughly, by five rounds of products of
 * matrices.
 *
 * <pre>
 * X = M/‖M‖                       all singular values now in [0, 1]
 * X ← aX + (bA + cA²)X            A = XXᵀ, five times
 * </pre>
 *
 * <p>With M = UΣVᵀ, a step leaves U and V alone and maps each singular value by s ← as + bs³ + cs⁵,
 * whose coefficients are chosen to lift small ones fast: five steps bring all from 0.01 to 1 to
 * between 0.68 and 1.14, where they stay. So the result is near UVᵀ, without its exactness and
 * without a decomposition.
 *
 * <p>Source: Jordan et al., <em>Muon: An optimizer for hidden layers in neural networks</em>, 2024,
 * with its a = 3.4445, b = −4.775, c = 2.0315; ‖M‖ is the root of the sum of squares, plus 1e-7.
 */
public final class NewtonSchulz {
  private static final int STEPS = 5;

  private NewtonSchulz() {}

  /**
   * The matrix of the same singular vectors as {@code m} [rows, columns], with singular values near
   * 1, as a new tensor; zeros for zeros.
   *
   * @throws IllegalArgumentException if {@code m} is no matrix
   */
  public static Tensor orthogonal(Tensor m) {
    if (m.rank() != 2) {
      throw new IllegalArgumentException(
          "NewtonSchulz: expected a matrix, got shape %s; reshape it".formatted(m.shapeText()));
    }
    int rows = m.dim(0);
    int columns = m.dim(1);
    boolean tall = rows > columns; // the smaller of MMᵀ and MᵀM will do
    int n = Math.min(rows, columns);
    int k = Math.max(rows, columns);
    float a = 3.4445f;
    float b = -4.775f;
    float c = 2.0315f;
    float[] x = m.times(1 / (m.norm() + 1e-7)).data();
    x = tall ? transposed(x, rows, columns) : x;
    for (int step = 0; step < STEPS; step++) {
      float[] gram = product(x, transposed(x, n, k), n, k, n); // A = XXᵀ
      float[] polynomial = combined(b, gram, c, product(gram, gram, n, n, n));
      x = combined(a, x, 1, product(polynomial, x, n, n, k));
    }
    return Tensor.of(tall ? transposed(x, n, k) : x, rows, columns);
  }

  /**
   * a [n, k] times b [k, m], row by row of b, which the compiler turns into vector instructions.
   */
  private static float[] product(float[] a, float[] b, int n, int k, int m) {
    float[] product = new float[n * m];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < k; j++) {
        float factor = a[i * k + j];
        for (int l = 0; l < m; l++) {
          product[i * m + l] += factor * b[j * m + l];
        }
      }
    }
    return product;
  }

  private static float[] transposed(float[] a, int rows, int columns) {
    float[] transposed = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      transposed[i % columns * rows + i / columns] = a[i];
    }
    return transposed;
  }

  /** fa·a + fb·b. */
  private static float[] combined(float fa, float[] a, float fb, float[] b) {
    float[] sum = new float[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = fa * a[i] + fb * b[i];
    }
    return sum;
  }
}
