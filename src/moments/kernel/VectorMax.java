package moments.kernel;

import static jdk.incubator.vector.VectorOperators.AND_NOT;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static moments.kernel.VectorKernel.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The kernels of pooling with the Vector API. */
final class VectorMax {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final VectorShuffle<Float> NEIGHBOURS = VectorShuffle.fromOp(S, i -> i ^ 1);
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i % L);

  private VectorMax() {}

  static void max(int n, int[] taps, float[] x, int x0, float[] y, int y0) {
    int c = 0;
    for (; c + L <= n; c += L) {
      FloatVector max = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
      for (int tap : taps) {
        max = max.max(load(x, x0 + tap + c));
      }
      max.intoArray(y, y0 + c);
    }
    ScalarKernel.maxFrom(c, n, taps, x, x0, y, y0);
  }

  /** Signs stand in for masks, which JDK 17 keeps as bytes. */
  static void winners(
      int n, int[] taps, int[] names, float[] x, int x0, float[] y, int y0, int[] won) {
    int c = 0;
    for (; c + L <= n; c += L) {
      FloatVector max = load(y, y0 + c);
      IntVector winner = IntVector.zero(IntVector.SPECIES_PREFERRED);
      for (int t = taps.length - 1; t >= 0; t--) {
        IntVector lost = load(x, x0 + taps[t] + c).sub(max).reinterpretAsInts().lanewise(ASHR, 31);
        IntVector name = IntVector.broadcast(IntVector.SPECIES_PREFERRED, names[t]);
        winner = winner.and(lost).or(name.lanewise(AND_NOT, lost));
      }
      winner.intoArray(won, y0 + c);
    }
    ScalarKernel.winnersFrom(c, n, taps, names, x, x0, y, y0, won);
  }

  static void rectifiedMax(int rows, int pitch, float[] x, int x0, float[] y, int y0) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < pitch; j += L) {
        int at = x0 + 2 * i * pitch + j;
        FloatVector column = load(x, at).max(load(x, at + pitch)).max(0);
        FloatVector max = column.max(column.rearrange(NEIGHBOURS));
        max.rearrange(EVEN).intoArray(y, y0 + (i * pitch + j) / 2);
      }
    }
  }
}
