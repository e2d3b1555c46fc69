package moments.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kernel against the sums of its documentation, in double precision.
 *
 * <p>A and B are NaN wherever a kernel is not to look, and C keeps its bits wherever it is not to
 * write.
 */
class LoopsTest {
  private static final double TOLERANCE = 1e-6;
  private static final int[] TAPS = {0, 1, 2, 3, 5, 16, 25};

  static Stream<Loops> kernels() {
    return Stream.of(Simd.best(), Simd.scalar());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void outerOfOddSizes(Loops kernel) {
    Random random = new Random(1);
    for (int rows = 0; rows <= 17; rows++) {
      for (int taps : TAPS) {
        for (int vectors = 1; vectors <= 9; vectors++) {
          int odd = vectors % 3 * Loops.LANES / 4;
          Outer.random(random, rows, taps, vectors * Loops.LANES + odd).check(kernel);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void outerOfRowsThatAreNeighbours(Loops kernel) {
    Random random = new Random(9);
    for (int fives = 1; fives <= 7; fives++) {
      for (int vectors = 1; vectors <= 6; vectors++) {
        int[] aRow = new int[5 * fives];
        for (int i = 0; i < aRow.length; i++) {
          aRow[i] = i % 5 == 0 ? random.nextInt(35) : aRow[i - 1] + 1;
        }
        Outer.random(random, aRow, 0, aRow.length, 7, vectors * Loops.LANES).check(kernel);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void outerOfNoColumnsTouchesNothing(Loops kernel) {
    Outer.random(new Random(1), 7, 3, 0).check(kernel);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void dotsOfOddSizes(Loops kernel) {
    Random random = new Random(2);
    for (int rows = 0; rows <= 9; rows++) {
      for (int length : new int[] {0, 1, 15, 16, 17, 40, 96}) {
        for (int from = 0; from <= 5; from++) {
          for (int to = from; to <= 10; to++) {
            Dots.random(random, rows, from, to, length).check(kernel);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void addOfOddSizes(Loops kernel) {
    Random random = new Random(3);
    for (int n = 0; n <= 40; n++) {
      for (int a0 = 0; a0 < 3; a0++) {
        float[] a = normal(random, a0 + n);
        float[] c = normal(random, n + 7);
        float[] expected = c.clone();
        for (int j = 0; j < n; j++) {
          expected[4 + j] += a[a0 + j];
        }
        kernel.add(n, a, a0, c, 4);
        assertArrayEquals(expected, c, "n = " + n);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void outerOfMoreTapsThanABlock(Loops kernel) {
    for (int taps : new int[] {511, 512, 513, 1100}) {
      for (int rows : new int[] {5, 27}) {
        Outer.random(new Random(taps), rows, taps, 5 * Loops.LANES).check(kernel);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void maxAndItsWinnersOverOddWindows(Loops kernel) {
    Random random = new Random(6);
    for (int taps = 1; taps <= 9; taps++) {
      for (int n = 1; n <= 2 * Loops.LANES + 3; n++) {
        checkMax(kernel, n, apart(random, taps, n), random);
      }
    }
  }

  private static void checkMax(Loops kernel, int n, int[] taps, Random random) {
    float[] x = normal(random, 3 + Arrays.stream(taps).max().orElse(0) + n);
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.round(2 * x[i]); // many equal elements
    }
    int[] names = random.ints(taps.length, 0, 1000).toArray();
    float[] y = nan(2 + n);
    float[] expectedY = y.clone();
    int[] winners = new int[2 + n];
    int[] expectedWinners = new int[2 + n];
    for (int c = 0; c < n; c++) {
      int winner = 0;
      for (int t = 1; t < taps.length; t++) {
        winner = x[3 + taps[t] + c] > x[3 + taps[winner] + c] ? t : winner;
      }
      expectedY[2 + c] = x[3 + taps[winner] + c];
      expectedWinners[2 + c] = names[winner];
    }
    String call = "%d windows of %s".formatted(n, Arrays.toString(taps));
    kernel.max(n, taps, x, 3, y, 2);
    assertArrayEquals(expectedY, y, call);
    kernel.winners(n, taps, names, x, 3, y, 2, winners);
    assertArrayEquals(expectedWinners, winners, call);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void rectifiedMaxOverOddRows(Loops kernel) {
    Random random = new Random(7);
    for (int rows = 0; rows <= 3; rows++) {
      for (int columns = 1; columns <= 2 * Loops.LANES; columns++) {
        for (int pitch = 2 * columns; pitch <= 2 * columns + 3; pitch++) {
          checkRectifiedMax(kernel, rows, columns, pitch, random);
        }
      }
    }
  }

  private static void checkRectifiedMax(
      Loops kernel, int rows, int columns, int pitch, Random random) {
    int room = Loops.LANES;
    float[] x = normal(random, 3 + 2 * rows * pitch + room);
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.round(x[i]); // many equal elements, many windows without a positive one
    }
    int windows = rows * columns;
    float[] expectedY = nan(2 + windows);
    int[] expectedWinners = new int[2 + windows];
    for (int w = 0; w < windows; w++) {
      int winner = w / columns * 2 * pitch + w % columns * 2;
      for (int at : new int[] {winner + 1, winner + pitch, winner + pitch + 1}) {
        winner = Math.max(0, x[3 + at]) > Math.max(0, x[3 + winner]) ? at : winner;
      }
      expectedY[2 + w] = Math.max(0, x[3 + winner]);
      expectedWinners[2 + w] = 6 * winner;
    }
    String call = "%d rows, %d columns, pitch %d".formatted(rows, columns, pitch);
    float[] y = nan(2 + windows + room);
    kernel.rectifiedMax(rows, columns, pitch, x, 3, y, 2);
    assertArrayEquals(expectedY, Arrays.copyOf(y, expectedY.length), call);
    int[] winners = new int[2 + windows + room];
    kernel.rectifiedWinners(rows, columns, pitch, 6, x, 3, winners, 2);
    assertArrayEquals(expectedWinners, Arrays.copyOf(winners, expectedWinners.length), call);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aWinnerIsInItsWindowWhateverIsInThere(Loops kernel) {
    for (float strange : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      float[] x = new float[2 * 2 + Loops.LANES];
      Arrays.fill(x, strange);
      int[] winners = new int[1 + Loops.LANES];
      kernel.rectifiedWinners(1, 1, 2, 1, x, 0, winners, 0);
      assertTrue(winners[0] >= 0 && winners[0] < 4, strange + ": winner " + winners[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void gatherOfOddSizes(Loops kernel) {
    Random random = new Random(8);
    for (int n = 0; n <= 9; n++) {
      for (int pieces = 1; pieces <= 11; pieces++) {
        checkGather(kernel, random, n, apart(random, pieces, Loops.LANES));
      }
    }
  }

  private static void checkGather(Loops kernel, Random random, int n, int[] pieces) {
    int lanes = Loops.LANES;
    int[] at = random.ints(n, 0, 40).toArray();
    float[] g = normal(random, n + 1);
    float[] x = normal(random, 40 + Arrays.stream(pieces).max().orElse(0) + lanes);
    float[] before = normal(random, 3 + pieces.length * lanes + 2);
    Expected expected = new Expected(before);
    for (int i = 0; i < pieces.length * lanes; i++) {
      expected.start(3 + i, before[3 + i]);
      for (int k = 0; k < n; k++) {
        expected.add(3 + i, g[k], x[at[k] + pieces[i / lanes] + i % lanes]);
      }
    }
    float[] sums = before.clone();
    kernel.gather(n, g, at, pieces, x, sums, 3);
    expected.check(sums, "gather: %d of %d pieces".formatted(n, pieces.length));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void scatterOfOddSizes(Loops kernel) {
    Random random = new Random(8);
    for (int n = 0; n <= 9; n++) {
      for (int pieces = 1; pieces <= 11; pieces++) {
        checkScatter(kernel, random, n, apart(random, pieces, Loops.LANES));
      }
    }
  }

  private static void checkScatter(Loops kernel, Random random, int n, int[] pieces) {
    int lanes = Loops.LANES;
    int[] at = random.ints(n, 0, 40).toArray();
    float[] g = normal(random, n + 1);
    float[] w = normal(random, 3 + pieces.length * lanes);
    int copy = 40 + Arrays.stream(pieces).max().orElse(0) + lanes;
    float[] before = normal(random, 4 * copy);
    Expected expected = new Expected(before);
    for (int i = 0; i < n * pieces.length * lanes; i++) {
      int k = i / lanes / pieces.length;
      int j = i % (pieces.length * lanes);
      int to = k % 4 * copy + at[k] + pieces[j / lanes] + j % lanes;
      if (expected.magnitudes[to] == 0) {
        expected.start(to, before[to]);
      }
      expected.add(to, g[k], w[3 + j]);
    }
    float[] x = before.clone();
    kernel.scatter(n, g, at, pieces, w, 3, x, copy);
    expected.check(x, "scatter: %d of %d pieces".formatted(n, pieces.length));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void rectifiedMaxPassesNanOn(Loops kernel) {
    int pitch = Loops.LANES;
    for (int at : new int[] {0, 1, pitch, pitch + 1}) {
      float[] x = new float[3 * pitch];
      x[at] = Float.NaN;
      float[] y = new float[pitch];
      kernel.rectifiedMax(1, pitch / 2, pitch, x, 0, y, 0);
      assertTrue(Float.isNaN(y[0]), "NaN at " + at);
      assertEquals(0, y[1], "NaN at " + at);
    }
  }

  /** Long enough for the compiled code to have replaced the interpreter. */
  @ParameterizedTest
  @MethodSource("kernels")
  void givesTheSameBitsInEveryCall(Loops kernel) {
    Outer outer = Outer.random(new Random(4), 7, 9, 5 * Loops.LANES);
    Dots dots = Dots.random(new Random(4), 5, 1, 8, 50);
    float[] sums = outer.before();
    float[] products = dots.before();
    float[] firstSums = outer.result(kernel, sums);
    float[] firstProducts = dots.result(kernel, products);
    for (int i = 0; i < 20_000; i++) {
      assertArrayEquals(firstSums, outer.result(kernel, sums), "outer, call " + i);
      assertArrayEquals(firstProducts, dots.result(kernel, products), "dots, call " + i);
    }
  }

  @Test
  void tablesOfAProductBelongTogether() {
    int[] two = {0, 1};
    int[] three = {0, 1, 2};
    assertEquals(
        "Product: aRow has 2 entries, cRow has 3",
        messageOf(() -> IndexedProduct.outer(two, two, two, three, 1)));
    assertEquals(
        "Product: aTap has 2 entries, bRow has 3",
        messageOf(() -> IndexedProduct.outer(two, two, three, two, 1)));
    assertEquals(
        "Product: aRow has 3 entries, cRow has 2",
        messageOf(() -> IndexedProduct.dots(three, two, two, 1)));
    assertArrayEquals(new int[] {0, 5, 10}, IndexedProduct.every(5, 3));
  }

  private static String messageOf(Runnable construction) {
    try {
      construction.run();
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("no exception");
  }

  /** A call of {@link Loops#outer} with irregular tables and offsets. */
  private record Outer(
      IndexedProduct p,
      int from,
      int to,
      int columns,
      float[] a,
      int a0,
      float[] b,
      int b0,
      int c0) {
    static Outer random(Random random, int rows, int taps, int columns) {
      int from = random.nextInt(3);
      int all = from + rows + random.nextInt(3);
      return random(random, random.ints(all, 0, 40).toArray(), from, rows, taps, columns);
    }

    static Outer random(Random random, int[] aRow, int from, int rows, int taps, int columns) {
      int[] aTap = random.ints(taps, 0, 30).toArray();
      int[] bRow = random.ints(taps, 0, 100).toArray();
      int[] cRow = apart(random, aRow.length, columns);
      int a0 = random.nextInt(4);
      int b0 = random.nextInt(4);
      float[] a = nan(a0 + 70);
      float[] b = nan(b0 + 100 + columns);
      for (int k = 0; k < taps; k++) {
        for (int i = from; i < from + rows; i++) {
          a[a0 + aRow[i] + aTap[k]] = (float) random.nextGaussian();
        }
        for (int j = 0; j < columns; j++) {
          b[b0 + bRow[k] + j] = (float) random.nextGaussian();
        }
      }
      // An offset may be negative, as long as it leads into C.
      int c0 = 2 - IntStream.range(from, from + rows).map(i -> cRow[i]).min().orElse(0);
      IndexedProduct p = IndexedProduct.outer(aRow, aTap, bRow, cRow, columns);
      return new Outer(p, from, from + rows, columns, a, a0, b, b0, c0);
    }

    float[] before() {
      int end = IntStream.range(from, to).map(i -> p.cRow()[i]).max().orElse(0) + c0 + columns;
      float[] c = normal(new Random(5), Math.max(end, 0) + 1);
      return c;
    }

    float[] result(Loops kernel, float[] before) {
      float[] c = before.clone();
      kernel.outer(p, from, to, a, a0, b, b0, c, c0);
      return c;
    }

    void check(Loops kernel) {
      float[] before = before();
      Expected expected = new Expected(before);
      for (int i = from; i < to; i++) {
        for (int j = 0; j < columns; j++) {
          int at = c0 + p.cRow()[i] + j;
          expected.start(at, before[at]);
          for (int k = 0; k < p.aTap().length; k++) {
            expected.add(at, a[a0 + p.aRow()[i] + p.aTap()[k]], b[b0 + p.bRow()[k] + j]);
          }
        }
      }
      expected.check(
          result(kernel, before),
          "outer: rows %d to %d, %d taps, %d columns"
              .formatted(from, to, p.aTap().length, columns));
    }
  }

  /** A call of {@link Loops#dots} with irregular tables and offsets. */
  private record Dots(IndexedProduct p, int from, int to, int length, float[] a, float[] b) {
    static Dots random(Random random, int rows, int from, int to, int length) {
      int[] aRow = random.ints(rows, 0, 40).toArray();
      int[] bRow = random.ints(to + random.nextInt(3), 0, 40).toArray();
      int[] cRow = Arrays.stream(apart(random, rows, to - from)).map(c -> c + 2 - from).toArray();
      float[] a = nan(40 + length);
      float[] b = nan(40 + length);
      for (int l = 0; l < length; l++) {
        for (int row : aRow) {
          a[row + l] = (float) random.nextGaussian();
        }
        for (int j = from; j < to; j++) {
          b[bRow[j] + l] = (float) random.nextGaussian();
        }
      }
      return new Dots(IndexedProduct.dots(aRow, bRow, cRow, length), from, to, length, a, b);
    }

    float[] before() {
      return normal(new Random(5), Arrays.stream(p.cRow()).max().orElse(0) + to + 1);
    }

    float[] result(Loops kernel, float[] before) {
      float[] c = before.clone();
      kernel.dots(p, from, to, a, b, c);
      return c;
    }

    void check(Loops kernel) {
      Expected expected = new Expected(before());
      for (int i = 0; i < p.aRow().length; i++) {
        for (int j = from; j < to; j++) {
          int at = p.cRow()[i] + j;
          expected.start(at, expected.before[at]);
          for (int l = 0; l < length; l++) {
            expected.add(at, a[p.aRow()[i] + l], b[p.bRow()[j] + l]);
          }
        }
      }
      expected.check(
          result(kernel, expected.before),
          "dots: %d rows of %d, columns %d to %d".formatted(p.aRow().length, length, from, to));
    }
  }

  /** The sums, and for each the sum of magnitudes that its rounding errors are measured by. */
  private static final class Expected {
    final float[] before;
    private final double[] sums;
    private final double[] magnitudes;

    Expected(float[] before) {
      this.before = before;
      sums = new double[before.length];
      magnitudes = new double[before.length];
    }

    void start(int at, double value) {
      sums[at] = value;
      magnitudes[at] = Math.abs(value) + Float.MIN_VALUE;
    }

    void add(int at, double a, double b) {
      sums[at] += a * b;
      magnitudes[at] += Math.abs(a * b);
    }

    void check(float[] c, String call) {
      for (int at = 0; at < c.length; at++) {
        boolean good =
            magnitudes[at] == 0
                ? Float.floatToRawIntBits(c[at]) == Float.floatToRawIntBits(before[at])
                : Math.abs(c[at] - sums[at]) <= TOLERANCE * magnitudes[at];
        if (!good) {
          String expected = magnitudes[at] == 0 ? before[at] + " untouched" : "" + sums[at];
          throw new AssertionError(
              "%s: C[%d] is %s, expected %s".formatted(call, at, c[at], expected));
        }
      }
    }
  }

  /** Starts of {@code rows} rows of {@code columns}, in any order, with gaps, none overlapping. */
  private static int[] apart(Random random, int rows, int columns) {
    int[] starts = new int[rows];
    int next = random.nextInt(3);
    for (int i = 0; i < rows; i++) {
      int j = random.nextInt(i + 1);
      starts[i] = starts[j];
      starts[j] = next;
      next += columns + random.nextInt(3);
    }
    return starts;
  }

  private static float[] nan(int size) {
    float[] x = new float[size];
    Arrays.fill(x, Float.NaN);
    return x;
  }

  private static float[] normal(Random random, int size) {
    float[] x = new float[size];
    for (int i = 0; i < size; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }
}
