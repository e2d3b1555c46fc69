package moments.simd;

import static jdk.incubator.vector.VectorOperators.AND_NOT;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.XOR;
import static moments.simd.VectorLoops.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The loops of pooling and ReLU with the Vector API. */
final class VectorMax {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** The bits of +∞; those of NaN, without the sign, are larger. */
  private static final int INFINITY = 0x7f800000;

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

  /** Integer arithmetic stands in for masks, which JDK 17 keeps as bytes. */
  static void winners(
      int n, int[] taps, int[] names, float[] x, int x0, float[] y, int y0, int[] won) {
    int c = 0;
    for (; c + L <= n; c += L) {
      IntVector max = load(y, y0 + c).reinterpretAsInts();
      IntVector winner = IntVector.zero(I);
      for (int t = taps.length - 1; t >= 0; t--) {
        IntVector lost = differs(load(x, x0 + taps[t] + c).reinterpretAsInts(), max);
        IntVector name = IntVector.broadcast(I, names[t]);
        winner = winner.and(lost).or(name.lanewise(AND_NOT, lost));
      }
      winner.intoArray(won, y0 + c);
    }
    ScalarLoops.winnersFrom(c, n, taps, names, x, x0, y, y0, won);
  }

  /** All bits 1 where x is neither the maximum, bit by bit, nor NaN: then the maximum is NaN. */
  private static IntVector differs(IntVector x, IntVector max) {
    IntVector difference = x.lanewise(XOR, max);
    IntVector unequal = difference.or(difference.neg()).lanewise(ASHR, 31);
    IntVector nan = x.and(Integer.MAX_VALUE).neg().add(INFINITY).lanewise(ASHR, 31);
    return unequal.lanewise(AND_NOT, nan);
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

  /**
   * Each lane names its first winner, the lower of two neighbours is that of the window. The bits
   * of positive floats are in the order of the numbers, and the others count as 0.
   */
  static void rectifiedWinners(
      int rows, int columns, int pitch, int scale, float[] x, int x0, int[] won, int won0) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < 2 * columns; j += L) {
        int place = 2 * i * pitch + j;
        IntVector upper = load(x, x0 + place).reinterpretAsInts().max(0);
        IntVector lower = load(x, x0 + place + pitch).reinterpretAsInts().max(0);
        IntVector column = upper.max(lower);
        IntVector max = column.max(neighbours(column));
        IntVector lost = upper.sub(max).lanewise(ASHR, 31);
        IntVector lostBoth = lower.sub(max).lanewise(ASHR, 31).and(lost);
        IntVector name = LANE.add(lost.and(pitch)).add(lostBoth.and(NONE));
        IntVector winner = name.min(neighbours(name)).add(place).mul(scale);
        FloatVector even = winner.reinterpretAsFloats().rearrange(EVEN);
        even.reinterpretAsInts().intoArray(won, won0 + i * columns + j / 2);
      }
    }
  }

  private static IntVector neighbours(IntVector x) {
    return x.reinterpretAsFloats().rearrange(NEIGHBOURS).reinterpretAsInts();
  }

  static void wherePositive(int n, float[] y, float[] dy, float[] dx, int from) {
    int i = from;
    int end = from + n;
    for (; i + L <= end; i += L) {
      IntVector bits = load(y, i).reinterpretAsInts();
      IntVector zeroOrNan = bits.sub(1).or(bits.neg().add(INFINITY)).lanewise(ASHR, 31);
      IntVector kept = load(dy, i).reinterpretAsInts().lanewise(AND_NOT, zeroOrNan);
      kept.reinterpretAsFloats().intoArray(dx, i);
    }
    ScalarLoops.wherePositiveFrom(i, end, y, dy, dx);
  }

  static int largestMagnitude(float[] x, int from, int to) {
    IntVector largest = IntVector.zero(I);
    int i = from;
    for (; i + L <= to; i += L) {
      largest = largest.max(load(x, i).reinterpretAsInts().and(Integer.MAX_VALUE));
    }
    return Math.max(largest.reduceLanes(MAX), ScalarLoops.largestMagnitudeFrom(i, to, x));
  }
}
