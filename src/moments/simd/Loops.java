package moments.simd;

/**
 * The loops in which training spends its time, over flat arrays.
 *
 * <p>Convolutions, their gradients and fully connected layers are all sums of products; they differ
 * in which numbers meet, and that is what a {@link IndexedProduct} tells. {@link #outer} has its
 * lanes along the output, {@link #dots} along the sum. Every output is summed in one fixed order,
 * so that a result depends neither on the number of threads, nor on the JDK, nor on how wide the
 * vectors of the machine are.
 *
 * <p>{@link ScalarLoops} is the definition; {@link VectorLoops} does the same with SIMD.
 */
public interface Loops {
  /**
   * What is summed side by side, on every machine: one vector of 512 bits, two of 256 or four of
   * 128. Rows of whole multiples of it are the fastest.
   */
  int LANES = 16;

  /**
   * {@code C[cRow[i] + j] ← C[cRow[i] + j] + Σₖ A[aRow[i] + aTap[k]] · B[bRow[k] + j]} for rows i
   * in [from, to) and 0 ≤ j &lt; length; without the old C if the product overwrites. Rows of C
   * must not overlap.
   *
   * @param a0 where A begins in {@code a}; likewise {@code b0}, {@code c0}
   */
  void outer(
      IndexedProduct p, int from, int to, float[] a, int a0, float[] b, int b0, float[] c, int c0);

  /**
   * {@code C[cRow[i] + j] ← C[cRow[i] + j] + Σₗ A[aRow[i] + l] · B[bRow[j] + l]}, 0 ≤ l &lt;
   * length, for all rows i of A and rows j of B in [from, to).
   */
  void dots(IndexedProduct p, int from, int to, float[] a, float[] b, float[] c);

  /** {@code C[j] ← C[j] + A[j]} for 0 ≤ j &lt; n. */
  void add(int n, float[] a, int a0, float[] c, int c0);

  /** {@code y[c] ← max x[tap + c]} over all taps, for 0 ≤ c &lt; n; NaN if one of them is. */
  void max(int n, int[] taps, float[] x, int x0, float[] y, int y0);

  /**
   * {@code won[y0 + c] ← names[t]} of the first tap t with {@code x[x0 + taps[t] + c] = y[y0 + c]}
   * in the order of {@link Float#compare}, for 0 ≤ c &lt; n; y is the maximum.
   */
  void winners(int n, int[] taps, int[] names, float[] x, int x0, float[] y, int y0, int[] won);

  /**
   * ReLU and pooling of 2 × 2 in one: {@code y[i·columns + j] = max(0, x[2i, 2j], x[2i, 2j+1],
   * x[2i+1, 2j], x[2i+1, 2j+1])} for i &lt; rows and j &lt; columns; NaN if one of them is.
   *
   * @param pitch floats from one row of x to the next, at least twice the columns
   * @param x with room for a vector after it; y has it too, and something may be written there
   */
  void rectifiedMax(int rows, int columns, int pitch, float[] x, int x0, float[] y, int y0);

  /**
   * Where in x, from x0 on and times {@code scale}, the largest max(0, x) of each of these windows
   * lies; of equal ones the first. Any of them where the window has a NaN: it has no gradient.
   *
   * @param won with room for a vector after it
   */
  void rectifiedWinners(
      int rows, int columns, int pitch, int scale, float[] x, int x0, int[] won, int won0);

  /** {@code dx[i] ← dy[i]} where y[i] &gt; 0, else 0; for n elements from {@code from} on. */
  void wherePositive(int n, float[] y, float[] dy, float[] dx, int from);

  /** The largest |x[i]| for from ≤ i &lt; to, as its bits; those of NaN are the largest of all. */
  int largestMagnitude(float[] x, int from, int to);

  /**
   * {@code S[s0 + i·LANES + j] ← S[s0 + i·LANES + j] + Σₖ g[k]·x[at[k] + pieces[i] + j]} for k &lt;
   * n, all pieces i and 0 ≤ j &lt; LANES.
   */
  void gather(int n, float[] g, int[] at, int[] pieces, float[] x, float[] s, int s0);

  /**
   * {@code x[at[k] + pieces[i] + j] ← … + g[k]·w[w0 + i·LANES + j]} for k &lt; n, all pieces i and
   * 0 ≤ j &lt; LANES.
   *
   * @param copy floats of each of four copies in x; k writes to number k mod 4: a sum that was
   *     written a moment ago is slow to read if it lies across what was written
   */
  void scatter(int n, float[] g, int[] at, int[] pieces, float[] w, int w0, float[] x, int copy);

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
