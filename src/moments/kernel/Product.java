package moments.kernel;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Which numbers meet in a sum of products, as tables of offsets.
 *
 * <p>B is rows of {@code length} floats. A matrix product has {@code aRow[i] = i·lda} and {@code
 * aTap[k] = k}; a convolution has the corner of window i in {@code aRow[i]} and the place of tap k
 * within a window in {@code aTap[k]}, so that stride and padding live in the tables and no window
 * is ever copied.
 *
 * <p>The same product may be done for many images: that of image n finds A, B and C further on by n
 * steps.
 */
public record Product(
    int[] aRow,
    int[] aTap,
    int[] bRow,
    int[] cRow,
    int length,
    int aStep,
    int bStep,
    int cStep,
    boolean overwrites) {
  /** No rows and no taps. */
  public static final Product NONE = dots(new int[0], new int[0], new int[0], 0);

  /** Checks that each row of A has one of C. */
  public Product {
    requireSameLength("aRow", aRow, "cRow", cRow);
  }

  /** The tables of {@link Kernel#outer}. */
  public static Product outer(int[] aRow, int[] aTap, int[] bRow, int[] cRow, int length) {
    requireSameLength("aTap", aTap, "bRow", bRow);
    return new Product(aRow, aTap, bRow, cRow, length, 0, 0, 0, false);
  }

  /** The tables of {@link Kernel#dots}. */
  public static Product dots(int[] aRow, int[] bRow, int[] cRow, int length) {
    return new Product(aRow, new int[0], bRow, cRow, length, 0, 0, 0, false);
  }

  /** The same for many images, which lie that far apart. */
  public Product steps(int ofA, int ofB, int ofC) {
    return new Product(aRow, aTap, bRow, cRow, length, ofA, ofB, ofC, overwrites);
  }

  /** The same as {@code C ← Σ…} instead of {@code C ← C + Σ…}; of {@link Kernel#outer} only. */
  public Product overwriting() {
    return new Product(aRow, aTap, bRow, cRow, length, aStep, bStep, cStep, true);
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
