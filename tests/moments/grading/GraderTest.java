package moments.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import moments.grading.Grade.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From the source on, as students send it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraderTest {
  private static final String RIGHT = Squares.withFifth("return x * x;", "");

  private final Grader grader = Squares.grader();

  @AfterAll
  void close() {
    grader.close();
  }

  private Grade grade(String source) {
    return grader.grade(Map.of("Square.java", source), 0);
  }

  @Test
  void aRightSubmissionHasAllPointsAndWhatItPrintedIsShown() {
    Grade grade = grade(RIGHT.replace("return x * x;", "System.out.println(\"x\"); return x * x;"));

    assertEquals(10, grade.points(), grade::toString);
    assertEquals(Status.GRADED, grade.status());
    assertTrue(grade.toString().contains("Your code printed\n    x\n"), grade::toString);
    assertTrue(grade.toString().contains("\nSandbox: "), grade::toString);
  }

  @Test
  void compileErrorsAreThoseOfJavac() {
    Grade grade = grade("public class Square {\n  int x\n}\n");

    assertEquals(Status.COMPILE_ERROR, grade.status());
    assertEquals("Square.java:2: error: ';' expected\n  int x\n       ^\n1 error", grade.why());
    assertEquals(0, grade.points());
    assertEquals(10, grade.most());
  }

  @Test
  void signaturesAreCheckedFirst() {
    Grade grade =
        grade(RIGHT.replace("static double attack", "Square(int x) {} static double attack"));
    assertEquals(Status.WRONG_SIGNATURE, grade.status());
    assertEquals(
        "there is no constructor Square(), but Square(int); keep that of the starter", grade.why());

    grade = grade("public class Square {}");
    assertEquals("Square must be a class that implements Squaring", grade.why());
  }

  @Test
  void workHandedOnToTheLibraryIsFoundAndSaid() {
    for (String body :
        List.of(
            "return new moments.optim.Adam(null).t();", "moments.optim.Lion l = null; return 0;")) {
      Grade grade = grade(Squares.withFifth(body, ""));

      assertEquals(Status.COMPILE_ERROR, grade.status());
      assertTrue(
          grade
              .why()
              .endsWith(
                  "moments.optim is a part of the library that is not there in this assignment; write"
                      + " yourself what it does"),
          grade.why());
    }
    Grade imported = grade("import moments.optim.Adam;\n" + Squares.withFifth("return 0;", ""));
    assertTrue(imported.why().contains("is a part of the library"), imported.why());
  }

  @Test
  void anAnnotationProcessorOfASubmissionDoesNotRun() {
    String processor =
        """
        @javax.annotation.processing.SupportedAnnotationTypes("*")
        class Evil extends javax.annotation.processing.AbstractProcessor {
          static { System.exit(0); }
          public boolean process(java.util.Set<? extends javax.lang.model.element.TypeElement> t,
              javax.annotation.processing.RoundEnvironment e) { return false; }
        }
        """;
    assertEquals(10, grade(RIGHT + processor).points());
  }

  @Test
  void aBombForTheCompilerIsItsAuthorsCompileError() {
    StringBuilder bomb = new StringBuilder("class Bomb<A> { Bomb<A> x;");
    bomb.append(" Object y = ").append("(".repeat(20_000)).append("1").append(")".repeat(20_000));
    Grade grade = grade(RIGHT + bomb + ";}");

    assertEquals(Status.COMPILE_ERROR, grade.status());
    assertEquals(0, grade.points());
  }
}
