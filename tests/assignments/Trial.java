package assignments;

import static moments.grading.Text.number;
import static moments.grading.Text.numbers;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import moments.grading.CallFailure;
import moments.grading.Failure;

/**
 * The cases of one test: what was put in, expected and got, and which mistake gives just that.
 *
 * @param <M> the mistakes, one of which is none
 */
public final class Trial<M extends Enum<M> & Mistake> {
  private final M none;
  private final String hint;
  private final EnumSet<M> suspects;
  private final List<String> cases = new ArrayList<>();
  private boolean passed = true;
  private boolean answered = true;

  /**
   * No case so far.
   *
   * @param none the mistake that is none
   * @param hint what to look at, without giving the input away
   */
  public Trial(M none, String hint) {
    this.none = none;
    this.hint = hint;
    suspects = EnumSet.complementOf(EnumSet.of(none));
  }

  /** A case whose answer is one number. */
  public void expect(
      String input, Tolerance tolerance, ToDoubleFunction<M> by, DoubleSupplier asked) {
    expectAll(
        input,
        tolerance,
        mistake -> new double[] {by.applyAsDouble(mistake)},
        () -> new double[] {asked.getAsDouble()});
  }

  /**
   * A case; after an exception, no more are tried.
   *
   * @param by what comes out with a mistake, or with none
   */
  public void expectAll(
      String input, Tolerance tolerance, Function<M, double[]> by, Supplier<double[]> asked) {
    if (!answered) {
      return;
    }
    double[] expected = by.apply(none);
    boolean right = false;
    String got;
    try {
      double[] values = asked.get();
      right = tolerance.accepts(expected, values);
      got = "got " + shown(values);
      if (!right) {
        Tolerance close = tolerance.orRounding();
        suspects.removeIf(mistake -> !close.accepts(values, by.apply(mistake)));
      }
    } catch (CallFailure e) {
      if (!e.isThrown()) {
        throw e;
      }
      got = "but " + e.getMessage();
      answered = false;
    }
    passed &= right;
    cases.add("%s %s: expected %s, %s".formatted(right ? "✓" : "✗", input, shown(expected), got));
  }

  private static String shown(double... values) {
    return values.length == 1 ? number(values[0]) : "[%s]".formatted(numbers(values));
  }

  /** Throws a Failure with every case, what was expected and got, and the hint. */
  public void check() {
    if (passed) {
      return;
    }
    List<String> lines = new ArrayList<>(cases);
    if (!answered) {
      lines.add("Your code throws an exception; begin with that.");
    } else {
      suspects.stream()
          .findFirst()
          .ifPresent(mistake -> lines.add("This is what comes out %s.".formatted(mistake.when())));
      lines.add("Hint: " + hint);
    }
    throw new Failure(String.join("\n", lines), hint);
  }
}
