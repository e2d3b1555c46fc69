package moments.lab;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as texts of up to seven digits, which are what floats are good for. */
public final class SevenDigits {
  private static final int DIGITS = 7;

  private SevenDigits() {}

  /** The same on every JDK, with {@code E} for the power of ten. */
  public static String of(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros();
    boolean wholeAndShort = rounded.scale() < 0 && rounded.scale() > -DIGITS;
    return wholeAndShort ? rounded.toPlainString() : rounded.toString();
  }
}
