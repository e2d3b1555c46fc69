package moments.kernel;

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
class KernelTest {
  private static final double TOLERANCE = 1e-6;
  private static final int[] TAPS = {0, 1, 2, 3, 5, 16, 25};

  static Stream<Kernel> kernels() {
    return Stream.of(Kernels.best(), Kernels.scalar(Kernels.best().lanes()), Kernels.scalar(4));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void outerOfOddSizes(Kernel kernel) {
    Random random = new Random(1);
    for (int rows = 0; rows <= 17; rows++) {
      for (int taps : TAPS) {
        for (int vectors = 1; vectors <= 9; vectors++) {
          int odd = vectors % 3 * kernel.lanes() / 4;
          Outer.random(random, rows, taps, vectors * kernel.lanes() + odd).check(kernel);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void outerOfNoColumnsTouchesNothing(Kernel kernel) {
    Outer.random(new Random(1), 7, 3, 0).check(kernel);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void dotsOfOddSizes(Kernel kernel) {
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
  void addOfOddSizes(Kernel kernel) {
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
  void outerOfMoreTapsThanABlock(Kernel kernel) {
    for (int taps : new int[] {511, 512, 513, 1100}) {
      for (int rows : new int[] {5, 27}) {
        Outer.random(new Random(taps), rows, taps, 5 * kernel.lanes()).check(kernel);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void maxAndItsGradientOverOddWindows(Kernel kernel) {
    Random random = new Random(6);
    for (int taps = 1; taps <= 9; taps++) {
      for (int n = 1; n <= 2 * kernel.lanes() + 3; n++) {
        checkMax(kernel, n, apart(random, taps, n), random);
      }
    }
  }

  private static void checkMax(Kernel kernel, int n, int[] taps, Random random) {
    float[] x = normal(random, 3 + Arrays.stream(taps).max().orElse(0) + n);
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.round(2 * x[i]); // many equal elements
    }
    float[] dy = normal(random, 2 + n);
    float[] y = nan(2 + n);
    float[] expectedY = y.clone();
    float[] dx = normal(random, x.length);
    float[] expectedDx = dx.clone();
    for (int c = 0; c < n; c++) {
      int winner = 3 + taps[0] + c;
      for (int tap : taps) {
        winner = x[3 + tap + c] > x[winner] ? 3 + tap + c : winner;
      }
      expectedY[2 + c] = x[winner];
      expectedDx[winner] += dy[2 + c];
    }
    String call = "%d windows of %s".formatted(n, Arrays.toString(taps));
    kernel.max(n, taps, x, 3, y, 2);
    assertArrayEquals(expectedY, y, call);
    kernel.maxGradient(n, taps, x, 3, y, dy, 2, dx, 3);
    assertArrayEquals(expectedDx, dx, call);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void rectifiedMaxAndItsGradientGoToTheFirstOfEqualElements(Kernel kernel) {
    Random random = new Random(7);
    for (int rows = 0; rows <= 3; rows++) {
      for (int pitch = 2; pitch <= 3 * kernel.lanes(); pitch += 2) {
        checkRectifiedMax(kernel, rows, pitch, random);
      }
    }
  }

  private static void checkRectifiedMax(Kernel kernel, int rows, int pitch, Random random) {
    int room = kernel.lanes();
    float[] x = normal(random, 3 + 2 * rows * pitch + room);
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.round(x[i]); // many equal elements, many windows without a positive one
    }
    int windows = rows * pitch / 2;
    float[] dy = Arrays.copyOf(normal(random, 2 + windows), 2 + windows + room);
    float[] y = nan(dy.length);
    float[] dx = nan(5 + 2 * rows * pitch + room);
    float[] expectedDx = nan(5 + 2 * rows * pitch);
    Arrays.fill(expectedDx, 5, expectedDx.length, 0);
    float[] expectedY = nan(2 + windows);
    for (int w = 0; w < windows; w++) {
      int corner = w / (pitch / 2) * 2 * pitch + w % (pitch / 2) * 2;
      int winner = corner;
      for (int at : new int[] {corner + 1, corner + pitch, corner + pitch + 1}) {
        winner = x[3 + at] > x[3 + winner] ? at : winner;
      }
      expectedY[2 + w] = Math.max(0, x[3 + winner]);
      expectedDx[5 + winner] = x[3 + winner] > 0 ? dy[2 + w] : 0;
    }
    String call = rows + " rows, pitch " + pitch;
    kernel.rectifiedMax(rows, pitch, x, 3, y, 2);
    assertArrayEquals(expectedY, Arrays.copyOf(y, expectedY.length), call);
    kernel.rectifiedMaxGradient(rows, pitch, x, 3, dy, 2, dx, 5);
    assertArrayEquals(expectedDx, Arrays.copyOf(dx, expectedDx.length), call);
    for (int i = expectedDx.length; i < dx.length; i++) {
      assertTrue(Float.isNaN(dx[i]) || dx[i] == 0, call);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void rectifiedMaxPassesNanOn(Kernel kernel) {
    int pitch = kernel.lanes();
    for (int at : new int[] {0, 1, pitch, pitch + 1}) {
      float[] x = new float[3 * pitch];
      x[at] = Float.NaN;
      float[] y = new float[pitch];
      kernel.rectifiedMax(1, pitch, x, 0, y, 0);
      assertTrue(Float.isNaN(y[0]), "NaN at " + at);
      assertEquals(0, y[1], "NaN at " + at);
    }
  }

  /** Long enough for the compiled code to have replaced the interpreter. */
  @ParameterizedTest
  @MethodSource("kernels")
  void givesTheSameBitsInEveryCall(Kernel kernel) {
    Outer outer = Outer.random(new Random(4), 7, 9, 5 * kernel.lanes());
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
        messageOf(() -> Product.outer(two, two, two, three, 1)));
    assertEquals(
        "Product: aTap has 2 entries, bRow has 3",
        messageOf(() -> Product.outer(two, two, three, two, 1)));
    assertEquals(
        "Product: aRow has 3 entries, cRow has 2",
        messageOf(() -> Product.dots(three, two, two, 1)));
    assertArrayEquals(new int[] {0, 5, 10}, Product.every(5, 3));
  }

  private static String messageOf(Runnable construction) {
    try {
      construction.run();
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("no exception");
  }

  /** A call of {@link Kernel#outer} with irregular tables and offsets. */
  private record Outer(
      Product p, int from, int to, int columns, float[] a, int a0, float[] b, int b0, int c0) {
    static Outer random(Random random, int rows, int taps, int columns) {
      int from = random.nextInt(3);
      int all = from + rows + random.nextInt(3);
      int[] aRow = random.ints(all, 0, 40).toArray();
      int[] aTap = random.ints(taps, 0, 30).toArray();
      int[] bRow = random.ints(taps, 0, 100).toArray();
      int[] cRow = apart(random, all, columns);
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
      Product p = Product.outer(aRow, aTap, bRow, cRow, columns).steps(a0, b0, c0);
      return new Outer(p, from, from + rows, columns, a, a0, b, b0, c0);
    }

    float[] before() {
      int end = IntStream.range(from, to).map(i -> p.cRow()[i]).max().orElse(0) + c0 + columns;
      float[] c = normal(new Random(5), Math.max(end, 0) + 1);
      return c;
    }

    float[] result(Kernel kernel, float[] before) {
      float[] c = before.clone();
      kernel.outer(p, 1, from, to, a, b, c);
      return c;
    }

    void check(Kernel kernel) {
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

  /** A call of {@link Kernel#dots} with irregular tables and offsets. */
  private record Dots(
      Product p, int from, int to, int length, float[] a, int a0, float[] b, int b0, int c0) {
    static Dots random(Random random, int rows, int from, int to, int length) {
      int[] aRow = random.ints(rows, 0, 40).toArray();
      int[] bRow = random.ints(to + random.nextInt(3), 0, 40).toArray();
      int[] cRow = apart(random, rows, to - from);
      int a0 = random.nextInt(4);
      int b0 = random.nextInt(4);
      float[] a = nan(a0 + 40 + length);
      float[] b = nan(b0 + 40 + length);
      for (int l = 0; l < length; l++) {
        for (int row : aRow) {
          a[a0 + row + l] = (float) random.nextGaussian();
        }
        for (int j = from; j < to; j++) {
          b[b0 + bRow[j] + l] = (float) random.nextGaussian();
        }
      }
      Product p = Product.dots(aRow, bRow, cRow, length).steps(a0, b0, 2 - from);
      return new Dots(p, from, to, length, a, a0, b, b0, 2 - from);
    }

    float[] before() {
      return normal(new Random(5), Arrays.stream(p.cRow()).max().orElse(0) + c0 + to + 1);
    }

    float[] result(Kernel kernel, float[] before) {
      float[] c = before.clone();
      kernel.dots(p, 1, from, to, a, b, c);
      return c;
    }

    void check(Kernel kernel) {
      Expected expected = new Expected(before());
      for (int i = 0; i < p.aRow().length; i++) {
        for (int j = from; j < to; j++) {
          int at = c0 + p.cRow()[i] + j;
          expected.start(at, expected.before[at]);
          for (int l = 0; l < length; l++) {
            expected.add(at, a[a0 + p.aRow()[i] + l], b[b0 + p.bRow()[j] + l]);
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
