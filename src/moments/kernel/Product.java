package moments.kernel;

/**
 * Which numbers meet in a sum of products, as tables of offsets.
 *
 * <p>A matrix product has {@code aRow[i] = i·lda} and {@code aTap[k] = k}; a convolution has the
 * corner of window i in {@code aRow[i]} and the place of tap k within a window in {@code aTap[k]},
 * so that stride and padding live in the tables and no window is ever copied.
 */
public final class Product {
  /** No rows and no taps. */
  public static final Product NONE = outer(new int[0], new int[0], new int[0], new int[0]);

  final int[] aRow;
  final int[] aTap;
  final int[] bRow;
  final int[] bTap;
  final int[] cRow;

  private Product(int[] aRow, int[] aTap, int[] bRow, int[] bTap, int[] cRow) {
    this.aRow = aRow;
    this.aTap = aTap;
    this.bRow = bRow;
    this.bTap = bTap;
    this.cRow = cRow;
  }

  /** The tables of {@link Kernel#outer}. */
  public static Product outer(int[] aRow, int[] aTap, int[] bTap, int[] cRow) {
    requireSameLength("aRow", aRow, "cRow", cRow);
    requireSameLength("aTap", aTap, "bTap", bTap);
    return new Product(aRow, aTap, new int[0], bTap, cRow);
  }

  /** The tables of {@link Kernel#dots}; a tap is a block of {@link Kernel#lanes} numbers. */
  public static Product dots(int[] aRow, int[] aTap, int[] bRow, int[] bTap, int[] cRow) {
    requireSameLength("aRow", aRow, "cRow", cRow);
    requireSameLength("aTap", aTap, "bTap", bTap);
    return new Product(aRow, aTap, bRow, bTap, cRow);
  }

  /** The number of output rows. */
  public int rows() {
    return aRow.length;
  }

  /** {@code 0, step, 2·step, …}: the table of rows that lie evenly. */
  public static int[] every(int step, int count) {
    int[] table = new int[count];
    for (int i = 0; i < count; i++) {
      table[i] = i * step;
    }
    return table;
  }

  private static void requireSameLength(String nameA, int[] a, String nameB, int[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "Product: %s has %d entries, %s has %d".formatted(nameA, a.length, nameB, b.length));
    }
  }
}
