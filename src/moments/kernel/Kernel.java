package moments.kernel;

/**
 * The loops in which training spends its time, over flat arrays.
 *
 * <p>Convolutions, their gradients and fully connected layers are all sums of products; they differ
 * in which numbers meet, and that is what a {@link Product} tells. {@link #outer} has its lanes
 * along the output, {@link #dots} along the sum. Every output is summed in one fixed order, so that
 * a result depends neither on the number of threads nor on the JDK.
 *
 * <p>{@link ScalarKernel} is the definition; {@link VectorKernel} does the same with SIMD.
 */
public interface Kernel {
  /** The numbers that one instruction works on; rows of whole multiples of it are the fastest. */
  int lanes();

  /**
   * {@code C[cRow[i] + j] ← C[cRow[i] + j] + Σₖ A[aRow[i] + aTap[k]] · B[bRow[k] + j]} for rows i
   * in [from, to) and 0 ≤ j &lt; length; without the old C if the product overwrites. Rows of C
   * must not overlap.
   *
   * @param a0 where A begins in {@code a}; likewise {@code b0}, {@code c0}
   */
  void outer(Product p, int from, int to, float[] a, int a0, float[] b, int b0, float[] c, int c0);

  /** {@link #outer} for product n of many. */
  default void outer(Product p, int n, int from, int to, float[] a, float[] b, float[] c) {
    outer(p, from, to, a, n * p.aStep(), b, n * p.bStep(), c, n * p.cStep());
  }

  /**
   * {@code C[cRow[i] + j] ← C[cRow[i] + j] + Σₗ A[aRow[i] + l] · B[bRow[j] + l]}, 0 ≤ l &lt;
   * length, for all rows i of A and rows j of B in [from, to), in product n.
   */
  void dots(Product p, int n, int from, int to, float[] a, float[] b, float[] c);

  /** {@code C[j] ← C[j] + A[j]} for 0 ≤ j &lt; n. */
  void add(int n, float[] a, int a0, float[] c, int c0);

  /** {@code y[c] ← max x[tap + c]} over all taps, for 0 ≤ c &lt; n; NaN if one of them is. */
  void max(int n, int[] taps, float[] x, int x0, float[] y, int y0);

  /**
   * Adds dy[c] to that dx[tap + c] whose x was the maximum y[c], the first if there are several; dy
   * lies as y does.
   */
  void maxGradient(
      int n, int[] taps, float[] x, int x0, float[] y, float[] dy, int y0, float[] dx, int dx0);

  /**
   * ReLU and pooling of 2 × 2 in one: {@code y[i, j] = max(0, x[2i, 2j], x[2i, 2j+1], x[2i+1, 2j],
   * x[2i+1, 2j+1])} for i &lt; rows and all j; NaN if one of them is.
   *
   * @param pitch floats from one row of x to the next, even: twice those of y
   * @param x with room for a vector behind it; so has y, where something may be written
   */
  void rectifiedMax(int rows, int pitch, float[] x, int x0, float[] y, int y0);

  /**
   * Writes dx, two rows for each of dy: where x was the maximum of its four, the first if there are
   * several, and positive, it gets their dy, else 0.
   *
   * @param dy with room for a vector behind it; so has dx, where dy is written if it is not 0
   */
  void rectifiedMaxGradient(
      int rows, int pitch, float[] x, int x0, float[] dy, int dy0, float[] dx, int dx0);

  /**
   * Σ x[i], from ≤ i &lt; from + n, n a multiple of 4: four partial sums, as an addition waits for
   * the one before.
   */
  static float sum(float[] x, int from, int n) {
    float s0 = x[from];
    float s1 = x[from + 1];
    float s2 = x[from + 2];
    float s3 = x[from + 3];
    for (int i = 4; i < n; i += 4) {
      s0 += x[from + i];
      s1 += x[from + i + 1];
      s2 += x[from + i + 2];
      s3 += x[from + i + 3];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
