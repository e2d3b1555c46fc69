package moments.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import moments.grading.Grade.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A crash in the fifth of ten tests costs that test and no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {
  private final Grader grader = Squares.grader();

  @AfterAll
  void close() {
    grader.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "System.exit(0); return 0;                    | CRASHED  | (exit code 0); take out System.exit",
        "System.exit(-1); return 0;                   | CRASHED  | (exit code 255); take out System.exit",
        "Runtime.getRuntime().halt(0); return 0;      | CRASHED  | (exit code 0); take out System.exit",
        "return attack(test, x + 1);                  | GRADED   | java.lang.StackOverflowError in line",
        "return new double[1 << 30][1 << 30].length;  | CRASHED  | java.lang.OutOfMemoryError",
        "while (true) { x++; }                        | TIME_OUT | no answer within 0.7 s",
      })
  void costsItsOwnTestOnly(String body, Status status, String feedback) {
    Grade grade = Squares.grade(grader, Squares.withFifth(body, ""));

    assertEquals(List.of("test05"), grade.failed(), grade::toString);
    assertEquals(9, grade.points());
    assertEquals(status, grade.status());
    assertTrue(grade.marks().get(4).feedback().contains(feedback), grade::toString);
  }

  @Test
  void nothingOfACrashedSubmissionStaysInTheGrader() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      Squares.grade(grader, Squares.withFifth("System.exit(1); return 0;", ""));
    }

    for (int i = 0; i < 100 && threads() > 0; i++) {
      Thread.sleep(20);
    }
    assertEquals(0, threads());
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().endsWith(" of child"))
        .count();
  }
}
