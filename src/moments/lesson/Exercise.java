package moments.lesson;

import static java.util.stream.Collectors.joining;

import io.github.spencerpark.jupyter.kernel.display.DisplayDataRenderable;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import jdk.jshell.spi.SPIResolutionException;
import moments.lab.Display;
import moments.lab.SevenDigits;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Cases that a reader's own code is tried on; as text it is the report, a line for each case, and
 * in a notebook the hint unfolds when a case has failed.
 */
public final class Exercise implements DisplayDataRenderable {
  private static final String GREEN = "#1a7f37";
  private static final String RED = "#cf222e";

  private final String hint;
  private final List<Case> cases = new ArrayList<>();
  private Optional<String> exception = Optional.empty();

  private record Case(boolean passed, String text) {
    @Override
    public String toString() {
      return (passed ? "✓ " : "✗ ") + text;
    }
  }

  /** An exercise whose {@code hint} is given as long as a case fails. */
  public Exercise(String hint) {
    this.hint = hint;
  }

  /**
   * Exercise {@code number} of the lesson in folder {@code lesson}, with the hint that {@code
   * hints.md} there has, so that it does not stand in the cell.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Exercise of(String lesson, int number) {
    return new Exercise(LessonData.hint(lesson, number));
  }

  /**
   * Tries a case; returns this.
   *
   * @param input what is put in, for the report
   * @param got runs the reader's code; what it throws is reported, once
   * @param tolerance relative to {@code expected}, absolute where that is 0
   */
  public Exercise expect(String input, double expected, DoubleSupplier got, double tolerance) {
    String answer;
    boolean right = false;
    try {
      double value = got.getAsDouble();
      double allowed = tolerance * (expected == 0 ? 1 : Math.abs(expected));
      right = Math.abs(value - expected) <= allowed;
      answer = SevenDigits.of(value);
    } catch (SPIResolutionException e) {
      // JShell reports a missing declaration this way; the cell's report names it.
      throw e;
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      answer = answer(e.toString());
    }
    cases.add(
        new Case(
            right, "%s: expected %s, got %s".formatted(input, SevenDigits.of(expected), answer)));
    return this;
  }

  private String answer(String thrown) {
    if (exception.filter(thrown::equals).isPresent()) {
      return "the same exception";
    }
    exception = exception.or(() -> Optional.of(thrown));
    return thrown;
  }

  /** Whether every case so far is right. */
  public boolean passed() {
    return cases.stream().allMatch(Case::passed);
  }

  /** A hint at the right answer is of no use to code that has no answer. */
  private boolean givesHint() {
    return !passed() && exception.isEmpty();
  }

  private String summary() {
    long right = cases.stream().filter(Case::passed).count();
    return passed()
        ? "All %d right. Well done!".formatted(right)
        : "%d of %d right.%s"
            .formatted(
                right,
                cases.size(),
                exception.map(e -> " Your code throws an exception; fix that first.").orElse(""));
  }

  @Override
  public String toString() {
    String all = cases.stream().map(Case::toString).collect(joining("\n"));
    return all + "\n" + summary() + (givesHint() ? " Hint: " + hint : "");
  }

  @Override
  public Set<MIMEType> getPreferredRenderTypes() {
    return Set.of(Display.isNotebook() ? MIMEType.TEXT_HTML : MIMEType.TEXT_PLAIN);
  }

  @Override
  public void render(RenderContext context) {
    context.renderIfRequested(MIMEType.TEXT_HTML, this::html);
    context.renderIfRequested(MIMEType.TEXT_PLAIN, this::toString);
  }

  private String html() {
    String lines = cases.stream().map(Exercise::html).collect(joining("<br>\n"));
    String unfolding = "<details><summary>Hint</summary>%s</details>".formatted(escaped(hint));
    return "<p>%s</p>\n<p>%s</p>%s"
        .formatted(lines, escaped(summary()), givesHint() ? "\n" + unfolding : "");
  }

  private static String html(Case one) {
    return "<b style=\"color: %s\">%s</b>%s"
        .formatted(
            one.passed() ? GREEN : RED,
            one.toString().substring(0, 1),
            escaped(one.toString().substring(1)));
  }

  private static String escaped(String text) {
    return StringEscapeUtils.escapeXml10(text);
  }
}
