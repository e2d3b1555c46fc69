package moments.grading;

import java.util.Arrays;
import java.util.stream.Collectors;
import moments.lab.SevenDigits;

/** Texts of strangers and numbers, made fit for a report. */
public final class Text {
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

  /** Seven digits, with {@code e} for the power of ten as in Java. */
  public static String number(double value) {
    return Double.isFinite(value)
        ? SevenDigits.of(value).replace("E+", "e").replace('E', 'e')
        : Double.toString(value);
  }

  /** Several numbers; one that is repeated all the way only once. */
  public static String numbers(double... all) {
    if (all.length > 4 && Arrays.stream(all).distinct().count() == 1) {
      return "%s (%s times)".formatted(number(all[0]), all.length);
    }
    return Arrays.stream(all).mapToObj(Text::number).collect(Collectors.joining(", "));
  }
}
