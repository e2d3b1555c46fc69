package moments.explore;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers in a few significant digits, the same on every JDK and in every country. */
final class Digits {
  /** More than a screen has pixels. */
  private static final int ON_SCREEN = 5;

  private static final int AS_FLOATS = 8;

  private Digits() {}

  /** {@code value} in at most so many digits; very large or small with an exponent; NaN empty. */
  static String text(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "" : Double.toString(value);
    }
    BigDecimal rounded = rounded(value, digits);
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return rounded.toPlainString();
    }
    return rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }

  /** As {@link #text}, with a real minus. */
  static String label(double value, int digits) {
    return text(value, digits).replace('-', '−');
  }

  /**
   * {@code values} for tables that round them anew, as exact as floats, with gaps as in {@link
   * #json}.
   */
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
