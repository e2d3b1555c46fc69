package moments.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import moments.grading.child.Compiled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A task that builds on an earlier one. */
class GivenTest {
  private static final String SQUARE =
      """
      public class Square implements moments.grading.SquareAnswers.Squaring {
        public double square(int test, double x) { return Core.times(x, x); }
        public double[] squares(double[] all) { return all; }
      }
      """;

  /** Keeps the solution's class where another test could find it. */
  private static final String THIEF =
      """
      public class Square implements moments.grading.SquareAnswers.Squaring {
        public double square(int test, double x) {
          Class<?> core = (Class<?>) System.getProperties().getOrDefault("core", Core.class);
          if (test == 2) System.getProperties().put("core", core);
          try {
            return (double) core.getMethod("times", double.class, double.class).invoke(null, x, x);
          } catch (ReflectiveOperationException e) {
            return 0;
          }
        }
        public double[] squares(double[] all) { return all; }
      }
      """;

  private static String core(String operator) {
    return "public class Core { public static double times(double a, double b) { return a %s b; } }"
        .formatted(operator);
  }

  @Assignment(
      title = "Squares by products",
      files = {"Core.java", "Square.java"},
      answers = SquareAnswers.class)
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static final class TwoTasks {
    private final SquareQuestions student = Student.answering(SquareQuestions.class);

    private void check(int test) {
      double got = student.square(test, 3);
      if (!(got == 9)) {
        throw new Failure("x = 3: expected 9, got " + got, "x times x");
      }
    }

    @Test
    @Points(1)
    void test01() {
      check(1);
    }

    @Test
    @Points(1)
    @Given("Core")
    @DisplayName("the second task")
    void test02() {
      check(2);
    }

    @Test
    @Points(1)
    void test03() {
      check(3);
    }
  }

  private static Grade grade(String core, String square) {
    Compiled solution = Compiled.of("Core.java", core("*"));
    return grade(core, square, Map.of("Core", solution.code()[0]));
  }

  private static Grade grade(String core, String square, Map<String, byte[]> classes) {
    Exam exam = new Exam(TwoTasks.class, List.of(), classes);
    Compiled submission = Compiled.of(Map.of("Core.java", core, "Square.java", square));
    try (Grader grader = new Grader(exam, Limits.DEFAULT, 1)) {
      return grader.grade(submission.names(), submission.code(), 0);
    }
  }

  @Test
  void aMistakeInTheFirstTaskDoesNotSinkTheSecond() {
    assertEquals(List.of("test01", "test03"), grade(core("+"), SQUARE).failed());
  }

  @Test
  void aMistakeInTheSecondTaskIsItsOwnAndTheFeedbackSaysWhatWasGiven() {
    Grade grade = grade(core("*"), SQUARE.replace("x, x", "x, 2"));

    assertEquals(List.of("test01", "test02", "test03"), grade.failed());
    assertEquals("x = 3: expected 9, got 6.0", grade.marks().get(0).feedback());
    assertEquals(
        "x = 3: expected 9, got 6.0\nIn this test the solution's Core was in the place of yours.",
        grade.marks().get(1).feedback());
  }

  @Test
  void theSolutionCannotBeKeptForALaterTest() {
    assertEquals(List.of("test01", "test03"), grade(core("+"), THIEF).failed());
  }

  @Test
  void inACopyWithoutTheSolutionTheSubmissionIsTriedAlone() {
    Grade grade = grade(core("+"), SQUARE, Map.of());

    assertEquals("x = 3: expected 9, got 6.0", grade.marks().get(1).feedback());
  }

  @Test
  void whatIsGivenMustBeInTheSolution() {
    Map<String, byte[]> other = Map.of("Other", new byte[0]);
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> new Exam(TwoTasks.class, List.of(), other));

    assertEquals("@Given(\"Core\"): the solution has no such class", thrown.getMessage());
  }
}
