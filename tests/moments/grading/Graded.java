package moments.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import moments.grading.child.Compiled;

/** Grades variants of an assignment's solution, for the tests of its tests. */
public final class Graded implements AutoCloseable {
  private final Path solution;
  private final Grader grader;

  /** Variants of {@code solution}, graded by {@code tests}. */
  public Graded(Path solution, Class<?> tests, long seed) {
    this.solution = solution;
    grader = new Grader(new Exam(tests), Limits.DEFAULT, seed);
  }

  /** The text of the solution. */
  public String solution() throws IOException {
    return Files.readString(solution);
  }

  /** The grade of another text of that file. */
  public Grade grade(String source) {
    Compiled classes = Compiled.of(solution.getFileName().toString(), source);
    return grader.grade(classes.names(), classes.code(), 0);
  }

  /** Requires that {@code source} has all points. */
  public void requireFull(String source) {
    Grade grade = grade(source);
    assertEquals(grade.most(), grade.points(), grade::toString);
  }

  /** Requires that the file which students get has no point, and follows from the solution. */
  public void requireEmptyStarter() throws IOException {
    Path starter = solution.resolveSibling("..").resolve(solution.getFileName()).normalize();
    String expected = Starter.of(solution(), solution.toString());
    assertEquals(
        expected,
        Files.readString(starter),
        starter + ": mvn -q compile exec:java -Dexec.args=\"weave --starters\" writes it anew");
    assertEquals(0, grade(expected).points());
  }

  /**
   * Requires that the solution with an edit fails the test that is named for it.
   *
   * @param right what the solution has, as a regular expression
   */
  public void requireFailure(String test, String right, String wrong) throws IOException {
    String edited = solution().replaceAll(right, wrong);
    assertNotEquals(solution(), edited, right + " is not in the solution");
    Grade grade = grade(edited);
    assertTrue(grade.failed().contains(test), () -> test + " passed:" + grade);
  }

  @Override
  public void close() {
    grader.close();
  }
}
