package moments.fast;

/**
 * The matrices of a convolution with fewer products, for windows of r: {@code y = Aᵀ[(G·w) ⊙
 * (Bᵀ·x)]} gives m = 9 − r neighbouring outputs by 8 products, where m·r are usual.
 *
 * <p>Polynomials can be multiplied by multiplying their values at enough points, and convolution is
 * the transpose of that (Toom 1963, Cook 1966; for nets Lavin and Gray 2016). Here the points are
 * 0, ±1, ±2, ±½ and infinity: their powers are exact in floats.
 *
 * @param inputs Bᵀ [8, 8], row by row
 * @param weights G [8, r]
 * @param outputs A [8, m]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WinogradMatrices(float[] inputs, float[] weights, float[] outputs) {
  private static final double[] FINITE = {0, 1, -1, 2, -2, 0.5, -0.5};

  static final int POINTS = FINITE.length + 1;

  /** The number of outputs that a tile gives in each dimension. */
  static int outputs(int window) {
    return POINTS - window + 1;
  }

  /** The number of tiles of {@code m} outputs that cover {@code size} outputs. */
  static int tiles(int size, int m) {
    return (size + m - 1) / m;
  }

  /** The matrices for windows of {@code r} from 1 to 8. */
  static WinogradMatrices ofWindow(int r) {
    int m = outputs(r);
    WinogradMatrices w =
        new WinogradMatrices(
            new float[POINTS * POINTS], new float[POINTS * r], new float[POINTS * m]);
    for (int i = 0; i < POINTS; i++) {
      double[] others = productOfOthers(i);
      for (int k = 0; k < POINTS; k++) {
        w.inputs[i * POINTS + k] = (float) others[k];
      }
      if (i < FINITE.length) {
        double scale = 0;
        for (int k = 0; k < POINTS; k++) {
          scale += others[k] * StrictMath.pow(FINITE[i], k);
        }
        for (int k = 0; k < r; k++) {
          w.weights[i * r + k] = (float) (StrictMath.pow(FINITE[i], k) / scale);
        }
        for (int k = 0; k < m; k++) {
          w.outputs[i * m + k] = (float) StrictMath.pow(FINITE[i], k);
        }
      } else {
        // At infinity a polynomial is its highest coefficient.
        w.weights[i * r + r - 1] = 1;
        w.outputs[i * m + m - 1] = 1;
      }
    }
    return w;
  }

  /**
   * The coefficients of {@code Π (z − zⱼ)} over all finite points zⱼ but the i-th, lowest first.
   */
  private static double[] productOfOthers(int i) {
    double[] p = new double[POINTS];
    p[0] = 1;
    for (int j = 0; j < FINITE.length; j++) {
      if (j != i) {
        for (int k = POINTS - 1; k > 0; k--) {
          p[k] = p[k - 1] - FINITE[j] * p[k];
        }
        p[0] *= -FINITE[j];
      }
    }
    return p;
  }
}
