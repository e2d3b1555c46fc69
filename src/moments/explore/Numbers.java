package moments.explore;

import static java.util.stream.Collectors.joining;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers in a few significant digits, the same on every JDK and in every locale. */
final class Numbers {
  /** Five digits tell more points apart than a screen has pixels. */
  private static final int ON_SCREEN = 5;

  private static final int AS_FLOATS = 8;

  private Numbers() {}

  /**
   * {@code value} in at most {@code digits} digits, as print has it: −0.5, 2.9·10⁻⁵; NaN is empty.
   */
  static String text(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "" : value > 0 ? "∞" : "−∞";
    }
    BigDecimal rounded = rounded(value, digits);
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return rounded.toPlainString().replace('-', '−');
    }
    BigDecimal mantissa = rounded.movePointLeft(exponent).stripTrailingZeros();
    return mantissa.toPlainString().replace('-', '−') + "·10" + raised(exponent);
  }

  private static String raised(int exponent) {
    return String.valueOf(exponent)
        .chars()
        .mapToObj(c -> c == '-' ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".substring(c - '0', c - '0' + 1))
        .collect(joining());
  }

  /** As {@link #json}, but as exact as floats are: for tables that round the values themselves. */
  static JsonArray exact(double... values) {
    return json(AS_FLOATS, values);
  }

  /** {@code values} for a figure, with gaps where they are not finite. */
  static JsonArray json(double... values) {
    return json(ON_SCREEN, values);
  }

  private static JsonArray json(int digits, double... values) {
    JsonArray array = new JsonArray(values.length);
    for (double value : values) {
      array.add(
          Double.isFinite(value) ? new JsonPrimitive(rounded(value, digits)) : JsonNull.INSTANCE);
    }
    return array;
  }

  private static BigDecimal rounded(double value, int digits) {
    return new BigDecimal(value)
        .round(new MathContext(digits, RoundingMode.HALF_EVEN))
        .stripTrailingZeros();
  }
}
