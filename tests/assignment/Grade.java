package assignment;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a learner's file has got.
 *
 * @param title of the assignment
 */
public record Grade(String title, List<Line> lines) {
  /**
   * One test.
   *
   * @param test its method
   * @param feedback why it failed
   */
  public record Line(String test, String title, int points, boolean passed, String feedback) {
    int got() {
      return passed() ? points : 0;
    }

    @Override
    public String toString() {
      return "%s %d/%d  %s".formatted(passed() ? "✓" : "✗", got(), points, title);
    }
  }

  public int points() {
    return lines.stream().mapToInt(Line::got).sum();
  }

  public int most() {
    return lines.stream().mapToInt(Line::points).sum();
  }

  /** The names of the tests that failed. */
  public List<String> failed() {
    return lines.stream().filter(line -> !line.passed()).map(Line::test).toList();
  }

  /** What each failed test has to say, then the table of points. */
  @Override
  public String toString() {
    String why =
        lines.stream()
            .filter(line -> !line.passed())
            .map(
                line ->
                    "✗ %s%n%s%n%n".formatted(line.title, line.feedback.indent(4).stripTrailing()))
            .collect(Collectors.joining());
    String table =
        lines.stream().map(line -> "  %s%n".formatted(line)).collect(Collectors.joining());
    return "%n%s%s%n%s%n  %d of %d points%n".formatted(why, title, table, points(), most());
  }
}
