package moments.grading;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Texts of strangers and numbers, made fit for a report. */
public final class Text {
  private static final int DIGITS = 7;
  private static final int LONGEST_EXPONENT = 7;

  private Text() {}

  /** Without the characters that move a cursor, are no part of XML or turn the writing around. */
  static String shown(String text) {
    return text.codePoints()
        .map(c -> isHarmless(c) ? c : '\uFFFD')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isHarmless(int c) {
    return c == '\n'
        || c == '\t'
        || !(Character.isISOControl(c)
            || Character.getType(c) == Character.FORMAT
            || Character.getType(c) == Character.SURROGATE
            || Character.getType(c) == Character.UNASSIGNED);
  }

  /** Seven digits, which are what floats are good for; the same on every JDK. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros();
    boolean wholeAndShort = rounded.scale() < 0 && rounded.scale() > -LONGEST_EXPONENT;
    return wholeAndShort
        ? rounded.toPlainString()
        : rounded.toString().replace("E+", "e").replace('E', 'e');
  }

  /** Several numbers; one that is repeated all the way only once. */
  public static String numbers(double... all) {
    if (all.length > 4 && Arrays.stream(all).distinct().count() == 1) {
      return "%s (%s times)".formatted(number(all[0]), all.length);
    }
    return Arrays.stream(all).mapToObj(Text::number).collect(Collectors.joining(", "));
  }
}
