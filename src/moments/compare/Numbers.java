package moments.compare;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as people write them. */
final class Numbers {
  private static final double SMALLEST_PLAIN = 1e-6;
  private static final double LARGEST_PLAIN = 1e6;

  private Numbers() {}

  /** {@code 0.001}, but {@code 1e-300} where the plain form has too many zeros. */
  static String plain(double x) {
    boolean readable = x == 0 || (Math.abs(x) >= SMALLEST_PLAIN && Math.abs(x) < LARGEST_PLAIN);
    return readable
        ? BigDecimal.valueOf(x).stripTrailingZeros().toPlainString()
        : Double.toString(x).toLowerCase(Locale.ROOT).replace(".0e", "e");
  }

  /** With commas between the thousands. */
  static String grouped(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
