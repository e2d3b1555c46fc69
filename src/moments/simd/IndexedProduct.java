package moments.simd;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Which numbers meet in a sum of products, as tables of offsets.
 *
 * <p>B is rows of {@code length} floats. A matrix product has {@code aRow[i] = i·lda} and {@code
 * aTap[k] = k}; a convolution has the corner of window i in {@code aRow[i]} and the place of tap k
 * within a window in {@code aTap[k]}, so that stride and padding live in the tables and no window
 * is ever copied.
 */
public record IndexedProduct(
    int[] aRow, int[] aTap, int[] bRow, int[] cRow, int length, boolean overwrites) {
  /** No rows and no taps. */
  public static final IndexedProduct NONE =
      outer(new int[0], new int[0], new int[0], new int[0], 0);

  /** Checks that each row of A has one of C. */
  public IndexedProduct {
    requireSameLength("aRow", aRow, "cRow", cRow);
  }

  /** The tables of {@link Loops#outer}. */
  public static IndexedProduct outer(int[] aRow, int[] aTap, int[] bRow, int[] cRow, int length) {
    requireSameLength("aTap", aTap, "bRow", bRow);
    return new IndexedProduct(aRow, aTap, bRow, cRow, length, false);
  }

  /** The tables of {@link Loops#dots}. */
  public static IndexedProduct dots(int[] aRow, int[] bRow, int[] cRow, int length) {
    return new IndexedProduct(aRow, new int[0], bRow, cRow, length, false);
  }

  /** The same as {@code C ← Σ…} instead of {@code C ← C + Σ…}; of {@link Loops#outer} only. */
  public IndexedProduct overwriting() {
    return new IndexedProduct(aRow, aTap, bRow, cRow, length, true);
  }

  /** Whether rows [from, to) of A are fives of neighbours that lie one float apart. */
  boolean inFives(int from, int to) {
    boolean fives = (to - from) % 5 == 0;
    for (int i = from; fives && i < to; i++) {
      fives = (i - from) % 5 == 0 || aRow[i] == aRow[i - 1] + 1;
    }
    return fives;
  }

  /** {@code 0, step, 2·step, …}: the table of rows that lie evenly. */
  public static int[] every(int step, int count) {
    return table(count, i -> i * step);
  }

  /** {@code f(0), f(1), …}. */
  public static int[] table(int count, IntUnaryOperator f) {
    return IntStream.range(0, count).map(f).toArray();
  }

  private static void requireSameLength(String nameA, int[] a, String nameB, int[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "Product: %s has %d entries, %s has %d".formatted(nameA, a.length, nameB, b.length));
    }
  }
}
