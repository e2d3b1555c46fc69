package moments.kernel;

/**
 * The loops in which training spends its time, over flat arrays with offsets.
 *
 * <p>Convolutions, their gradients and fully connected layers are all sums of products; they differ
 * in which numbers meet, and that is what a {@link Product} tells. {@link #outer} has its lanes
 * along the output, {@link #dots} along the sum. Every output is summed in one fixed order, so that
 * a result depends neither on the number of threads nor on the JDK.
 *
 * <p>{@link ScalarKernel} is the definition; {@link VectorKernel} does the same with SIMD.
 */
public interface Kernel {
  /**
   * The numbers that one instruction works on; {@code columns} of outer come in multiples of it.
   */
  int lanes();

  /**
   * {@code C[cRow[i] + j] ← C[cRow[i] + j] + Σₖ A[aRow[i] + aTap[k]] · B[bTap[k] + j]} for rows i
   * in [from, to) and columns 0 ≤ j &lt; columns. Rows of C must not overlap.
   *
   * @param a0 offset of A in {@code a}; likewise {@code b0}, {@code c0}
   */
  void outer(
      Product p,
      int from,
      int to,
      int columns,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] c,
      int c0);

  /**
   * {@code C[cRow[i] + j] ← C[cRow[i] + j] + Σₖ Σₗ A[aRow[i] + aTap[k] + l] · B[bRow[j] + bTap[k] +
   * l]}, l < {@link #lanes}, for all rows i and columns j in [from, to).
   */
  void dots(Product p, int from, int to, float[] a, int a0, float[] b, int b0, float[] c, int c0);

  /** {@code C[j] ← C[j] + A[j]} for 0 ≤ j < n. */
  void add(int n, float[] a, int a0, float[] c, int c0);

  /** {@code y[c] ← max x[u·pitch + v·channels + c]} over the window; NaN if one of them is. */
  void max(Window w, float[] x, int x0, float[] y, int y0);

  /**
   * Adds {@code dy[c]} to that element of the window of dx whose x was the maximum y[c], the first
   * if there are several; dx lies as x does and dy as y.
   */
  void maxGradient(Window w, float[] x, int x0, float[] y, int y0, float[] dy, float[] dx);
}
