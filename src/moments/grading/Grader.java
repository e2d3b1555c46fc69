package moments.grading;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import moments.grading.Grade.Status;
import moments.grading.Mark.Verdict;

/** Grades submissions to one exam, several at a time if wished, all in the same kind of sandbox. */
public final class Grader implements AutoCloseable {
  private final Exam exam;
  private final ChildClasses classes;
  private final Probe probe;
  private final long seed;
  private final List<Mark> unmarked;

  /**
   * A grader with the strongest sandbox that works here.
   *
   * @param seed of all random input
   */
  Grader(Exam exam, Limits limits, long seed) {
    this.exam = exam;
    this.seed = seed;
    unmarked = exam.unmarked();
    classes = new ChildClasses(exam.assignment());
    try {
      probe = Probe.of(classes, limits);
    } catch (RuntimeException e) {
      classes.close();
      throw e;
    }
  }

  /** The level of the sandbox, and why it is no stronger one. */
  Probe probe() {
    return probe;
  }

  /**
   * The grade of what was taken from a submission; whatever happens is in it.
   *
   * @param job a number that no other submission has which is graded at the same time
   */
  Grade grade(Sources sources, int job) {
    return sources.files().isEmpty()
        ? notRun(Status.MISSING, sources.missing())
        : grade(sources.files(), job);
  }

  /** The grade where this program, and not the submission, has failed. */
  private Grade failed(Throwable failure) {
    return notRun(Status.GRADER_ERROR, failure.toString());
  }

  private Grade notRun(Status status, String why) {
    return new Grade(exam.assignment().title(), status, why, unmarked, "", probe.toString());
  }

  /** The grade of {@code sources}, by the names of their files. */
  Grade grade(Map<String, String> sources, int job) {
    try (Student student = student(job)) {
      String errors = student.compile(sources);
      if (!errors.isEmpty()) {
        String why = Delegation.in(errors).map(found -> errors + "\n" + found).orElse(errors);
        return notRun(Status.COMPILE_ERROR, why);
      }
      return grade(student);
    } catch (CallFailure e) {
      return notRun(Status.COMPILE_ERROR, "the compiler failed: " + e.getMessage());
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      return failed(e);
    }
  }

  /** The grade of classes that are compiled already. */
  Grade grade(String[] names, byte[][] code, int job) {
    try (Student student = student(job)) {
      student.submit(names, code);
      return grade(student);
    }
  }

  /** A student without a submission yet, as {@link #grade} has them. */
  Student student(int job) {
    return new Student(probe.sandbox(), classes, exam.assignment(), job, seed);
  }

  /** The grade of what {@code student} has submitted last. */
  Grade grade(Student student) {
    try {
      String[] problems = student.signatureProblems();
      if (problems.length > 0) {
        return notRun(Status.WRONG_SIGNATURE, Text.shown(String.join("\n", problems)));
      }
    } catch (CallFailure e) {
      // The tests will say so, each for itself.
    }
    List<Mark> marks = exam.mark(student);
    Status status = status(marks);
    return new Grade(
        exam.assignment().title(),
        status,
        why(status, marks),
        marks,
        // A submission could print what hidden tests ask.
        exam.hidden().isEmpty() ? student.printed() : "",
        probe.toString());
  }

  private static Status status(List<Mark> marks) {
    List<Verdict> verdicts = marks.stream().map(Mark::verdict).toList();
    if (verdicts.contains(Verdict.GRADER_ERROR) || verdicts.contains(Verdict.NOT_RUN)) {
      return Status.GRADER_ERROR;
    }
    return verdicts.contains(Verdict.CRASHED)
        ? Status.CRASHED
        : verdicts.contains(Verdict.TIME_OUT) ? Status.TIME_OUT : Status.GRADED;
  }

  private static String why(Status status, List<Mark> marks) {
    String tests =
        marks.stream()
            .filter(mark -> !mark.passed() && mark.verdict() != Verdict.FAILED)
            .map(Mark::title)
            .collect(Collectors.joining("; "));
    return status == Status.GRADED ? "" : "%s: %s".formatted(status.meaning(), tests);
  }

  /** Whether {@code grade} has a mark for each test that there is now, and no other. */
  boolean isByTheseTests(Grade grade) {
    return tests(grade.marks()).equals(tests(unmarked));
  }

  private static List<String> tests(List<Mark> marks) {
    return marks.stream().map(Mark::test).toList();
  }

  @Override
  public void close() {
    classes.close();
  }
}
