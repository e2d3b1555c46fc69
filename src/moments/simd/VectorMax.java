package moments.simd;

import static jdk.incubator.vector.VectorOperators.AND_NOT;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static moments.simd.VectorLoops.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The kernels of pooling with the Vector API. */
final class VectorMax {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final VectorShuffle<Float> NEIGHBOURS = VectorShuffle.fromOp(S, i -> i ^ 1);
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i % L);

  private static final IntVector LANE = IntVector.zero(I).addIndex(1);

  /** What makes an even lane's name higher than its neighbour's: one of the two names a winner. */
  private static final IntVector NONE =
      IntVector.fromArray(I, IndexedProduct.table(L, i -> i % 2 == 0 ? 1 << 20 : 0), 0);

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
    ScalarLoops.maxFrom(c, n, taps, x, x0, y, y0);
  }

  /** Signs stand in for masks, which JDK 17 keeps as bytes. */
  static void winners(
      int n, int[] taps, int[] names, float[] x, int x0, float[] y, int y0, int[] won) {
    int c = 0;
    for (; c + L <= n; c += L) {
      FloatVector max = load(y, y0 + c);
      IntVector winner = IntVector.zero(I);
      for (int t = taps.length - 1; t >= 0; t--) {
        IntVector lost = load(x, x0 + taps[t] + c).sub(max).reinterpretAsInts().lanewise(ASHR, 31);
        IntVector name = IntVector.broadcast(I, names[t]);
        winner = winner.and(lost).or(name.lanewise(AND_NOT, lost));
      }
      winner.intoArray(won, y0 + c);
    }
    ScalarLoops.winnersFrom(c, n, taps, names, x, x0, y, y0, won);
  }

  static void rectifiedMax(int rows, int columns, int pitch, float[] x, int x0, float[] y, int y0) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < 2 * columns; j += L) {
        int at = x0 + 2 * i * pitch + j;
        FloatVector column = load(x, at).max(load(x, at + pitch)).max(0);
        FloatVector max = column.max(column.rearrange(NEIGHBOURS));
        max.rearrange(EVEN).intoArray(y, y0 + i * columns + j / 2);
      }
    }
  }

  /** Each lane names its first winner, the lower of two neighbours is that of the window. */
  static void rectifiedWinners(
      int rows, int columns, int pitch, int scale, float[] x, int x0, int[] won, int won0) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < 2 * columns; j += L) {
        int place = 2 * i * pitch + j;
        FloatVector upper = load(x, x0 + place), lower = load(x, x0 + place + pitch);
        FloatVector column = upper.max(lower);
        FloatVector max = column.max(column.rearrange(NEIGHBOURS));
        IntVector lost = upper.sub(max).reinterpretAsInts().lanewise(ASHR, 31);
        IntVector lostBoth = lower.sub(max).reinterpretAsInts().lanewise(ASHR, 31).and(lost);
        IntVector name = LANE.add(lost.and(pitch)).add(lostBoth.and(NONE));
        IntVector other = name.reinterpretAsFloats().rearrange(NEIGHBOURS).reinterpretAsInts();
        IntVector winner = name.min(other).add(place).mul(scale);
        FloatVector even = winner.reinterpretAsFloats().rearrange(EVEN);
        even.reinterpretAsInts().intoArray(won, won0 + i * columns + j / 2);
      }
    }
  }
}
