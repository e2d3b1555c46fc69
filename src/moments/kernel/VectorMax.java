package moments.kernel;

import static jdk.incubator.vector.VectorOperators.AND_NOT;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static moments.kernel.VectorKernel.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The kernels of pooling with the Vector API. */
final class VectorMax {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final VectorShuffle<Float> NEIGHBOURS = VectorShuffle.fromOp(S, i -> i ^ 1);
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i % L);
  private static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(S, i -> i / 2);

  /** All bits 1 in the even lanes. */
  private static final int[] LEFT = Product.table(L, i -> i % 2 - 1);

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

  static void maxGradient(
      int n, int[] taps, float[] x, int x0, float[] y, float[] dy, int y0, float[] dx, int dx0) {
    int c = 0;
    for (; c + L <= n; c += L) {
      FloatVector max = load(y, y0 + c);
      FloatVector left = load(dy, y0 + c);
      for (int tap : taps) {
        int at = dx0 + tap + c;
        VectorMask<Float> won = load(x, x0 + tap + c).eq(max);
        load(dx, at).add(left, won).intoArray(dx, at);
        left = left.blend(0, won);
      }
    }
    ScalarKernel.maxGradientFrom(c, n, taps, x, x0, y, dy, y0, dx, dx0);
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

  static void rectifiedMaxGradient(
      int rows, int pitch, float[] x, int x0, float[] dy, int dy0, float[] dx, int dx0) {
    for (int i = 0; i < rows; i++) {
      int pair = 2 * i * pitch;
      gradientOfPair(pitch, x, x0 + pair, dy, dy0 + pair / 4, dx, dx0 + pair);
    }
  }

  /**
   * Two rows of dx, from the right, as the last vector of a row reaches into the next. Signs stand
   * in for masks, which JDK 17 keeps as bytes; and within nested loops it would make objects of
   * these vectors.
   */
  private static void gradientOfPair(
      int pitch, float[] x, int x0, float[] dy, int dy0, float[] dx, int dx0) {
    for (int j = (pitch - 1) / L * L; j >= 0; j -= L) {
      IntVector left = IntVector.fromArray(IntVector.SPECIES_PREFERRED, LEFT, 0);
      FloatVector upper = load(x, x0 + j);
      FloatVector lower = load(x, x0 + j + pitch);
      FloatVector upperOther = upper.rearrange(NEIGHBOURS);
      FloatVector lowerOther = lower.rearrange(NEIGHBOURS);
      FloatVector upperMax = upper.max(upperOther);
      FloatVector max = upperMax.max(lower.max(lowerOther));
      FloatVector twice = load(dy, dy0 + j / 2).rearrange(TWICE);
      IntVector rest = twice.reinterpretAsInts().and(less(FloatVector.zero(S), max));
      rest.and(less(upperOther, max).or(left))
          .lanewise(AND_NOT, less(upper, max))
          .reinterpretAsFloats()
          .intoArray(dx, dx0 + j);
      rest.and(less(upperMax, max))
          .and(less(lowerOther, max).or(left))
          .lanewise(AND_NOT, less(lower, max))
          .reinterpretAsFloats()
          .intoArray(dx, dx0 + j + pitch);
    }
  }

  /** All bits 1 where a &lt; b. */
  private static IntVector less(FloatVector a, FloatVector b) {
    return a.sub(b).reinterpretAsInts().lanewise(ASHR, 31);
  }
}
