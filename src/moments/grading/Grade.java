package moments.grading;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a submission has got.
 *
 * @param title of the assignment
 * @param why the status is what it is; empty if there is nothing to say
 * @param marks one for each test, whatever became of the submission
 * @param printed by the submission, or the first part of it
 * @param sandbox how it was kept apart
 */
public record Grade(
    String title, Status status, String why, List<Mark> marks, String printed, String sandbox) {
  /** What became of a submission. */
  public enum Status {
    GRADED("every test was run to its end"),
    TIME_OUT("some tests took too long; the others count"),
    CRASHED("some tests ended the program; the others count"),
    WRONG_SIGNATURE("a class or method is not as in the starter"),
    COMPILE_ERROR("it does not compile"),
    MISSING("there is nothing to grade"),
    GRADER_ERROR("the grader failed, not the submission; grade it again");

    private final String meaning;

    Status(String meaning) {
      this.meaning = meaning;
    }

    /** A sentence for reports. */
    public String meaning() {
      return meaning;
    }
  }

  public int points() {
    return marks.stream().mapToInt(Mark::got).sum();
  }

  public int most() {
    return marks.stream().mapToInt(Mark::points).sum();
  }

  /** The names of the tests that failed. */
  public List<String> failed() {
    return marks.stream().filter(mark -> !mark.passed()).map(Mark::test).toList();
  }

  /** What each failed test has to say, then the table of points. */
  @Override
  public String toString() {
    boolean ran = marks.stream().anyMatch(mark -> mark.verdict() != Mark.Verdict.NOT_RUN);
    String reasons =
        marks.stream()
            .filter(mark -> ran && !mark.passed())
            .map(
                mark ->
                    "✗ %s%n%s%n%n"
                        .formatted(mark.title(), mark.feedback().indent(4).stripTrailing()))
            .collect(Collectors.joining());
    String output = printed.isBlank() ? "" : "Your code printed%n%s%n".formatted(printed.indent(4));
    String table =
        marks.stream().map(mark -> "  %s%n".formatted(mark)).collect(Collectors.joining());
    String note = status == Status.GRADED ? "" : "%s%n%n".formatted(why);
    return "%n%s%s%s%s%n%s%n  %s of %s points%n%nSandbox: %s%n"
        .formatted(output, reasons, note, title, table, points(), most(), sandbox);
  }
}
