package moments.lesson;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Cases that a reader's own code is tried on; as text it is the report, a line for each case. */
public final class Exercise {
  private final String hint;
  private final List<String> lines = new ArrayList<>();
  private int passed;

  /** An exercise whose {@code hint} is given as long as a case fails. */
  public Exercise(String hint) {
    this.hint = hint;
  }

  /**
   * Tries a case; returns this.
   *
   * @param input what is put in, for the report
   * @param got runs the reader's code; what it throws is reported
   * @param tolerance relative to {@code expected}, absolute where that is 0
   */
  public Exercise expect(String input, double expected, DoubleSupplier got, double tolerance) {
    String answer;
    boolean right = false;
    try {
      double value = got.getAsDouble();
      double allowed = tolerance * (expected == 0 ? 1 : Math.abs(expected));
      right = Math.abs(value - expected) <= allowed;
      answer = digits(value);
    } catch (RuntimeException e) {
      answer = e.toString();
    }
    if (right) {
      passed++;
    }
    lines.add(
        "%s %s: expected %s, got %s".formatted(right ? "✓" : "✗", input, digits(expected), answer));
    return this;
  }

  /** Seven digits, which are what floats are good for; the same on every JDK. */
  private static String digits(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(7)).stripTrailingZeros();
    boolean wholeAndShort = rounded.scale() < 0 && rounded.scale() > -7;
    return wholeAndShort ? rounded.toPlainString() : rounded.toString();
  }

  /** Whether every case so far is right. */
  public boolean passed() {
    return passed == lines.size();
  }

  @Override
  public String toString() {
    String all = String.join("\n", lines);
    return passed()
        ? "%s%nAll %d right. Well done!".formatted(all, passed)
        : "%s%n%d of %d right. Hint: %s".formatted(all, passed, lines.size(), hint);
  }
}
