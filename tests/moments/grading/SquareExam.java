package moments.grading;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Ten tests of one point each, for the tests of the grader: the square of a random number. */
@Assignment(
    title = "Squares",
    files = "Square.java",
    library = "moments.tensor",
    answers = SquareAnswers.class)
@TestMethodOrder(MethodOrderer.MethodName.class)
final class SquareExam {
  private final SquareQuestions student = Student.answering(SquareQuestions.class);

  private void check(int test) {
    Random random = Student.random();
    for (int i = 0; i < 3; i++) {
      double x = random.nextDouble(1, 10);
      double got = student.square(test, x);
      if (!(Math.abs(got - x * x) <= 1e-9)) {
        throw new Failure("x = %s: expected %s, got %s".formatted(x, x * x, got), "x times x");
      }
    }
  }

  @Test
  @Points(1)
  @DisplayName("an array")
  void test01() {
    double[] got = student.squares(new double[] {1, 2, 3});
    if (!Arrays.equals(got, new double[] {1, 4, 9})) {
      throw new Failure("expected 1, 4, 9", "each times itself");
    }
  }

  @Test
  @Points(1)
  void test02() {
    check(2);
  }

  @Test
  @Points(1)
  void test03() {
    check(3);
  }

  @Test
  @Points(1)
  void test04() {
    check(4);
  }

  @Test
  @Points(1)
  @DisplayName("the fifth")
  void test05() {
    check(5);
  }

  @Test
  @Points(1)
  void test06() {
    check(6);
  }

  @Test
  @Points(1)
  void test07() {
    check(7);
  }

  @Test
  @Points(1)
  void test08() {
    check(8);
  }

  @Test
  @Points(1)
  void test09() {
    check(9);
  }

  @Test
  @Points(1)
  void test10() {
    check(10);
  }
}
