package moments.fast;

import moments.simd.Loops;
import moments.simd.Simd;
import moments.tensor.Tensor;

/** Outputs through ReLU and pooling of 2 × 2, channels first: no tensor for what is in between. */
final class PooledPositions extends Epilogue {
  private final Loops loops = Simd.best();
  private final ConvShape s;
  private final int rows;
  private final int columns;

  /** Of each part, y of one image. */
  private final float[][] pooled;

  /** Of each part, its winners. */
  private final int[][] won;

  PooledPositions(ConvShape s) {
    super(s, s.rows() / 2 * (s.columns() / 2), false, true);
    this.s = s;
    rows = s.rows() / 2;
    columns = s.columns() / 2;
    int withRoom = s.out() * outputs + Loops.LANES;
    pooled = new float[s.parts()][withRoom];
    won = new int[s.parts()][withRoom];
  }

  @Override
  void take(int part, PaddedImages wide, Tensor y, int n) {
    float[] x = wide.data();
    int pitch = s.paddedWidth(), image = s.out() * outputs;
    for (int c = 0; c < s.out(); c++) {
      int from = wide.start(part, c), to = c * outputs;
      loops.rectifiedMax(rows, columns, pitch, x, from, pooled[part], to);
      if (winners.length > 0) {
        loops.rectifiedWinners(rows, columns, pitch, s.in(), x, from, won[part], to);
      }
    }
    System.arraycopy(pooled[part], 0, y.data(), n * image, image);
    if (winners.length > 0) {
      System.arraycopy(won[part], 0, winners, n * image, image);
    }
  }
}
