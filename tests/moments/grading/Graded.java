package moments.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import moments.grading.child.Compiled;

/**
 * Grades variants of an assignment's solution, for the tests of its tests; all in one JVM, as they
 * are ours.
 */
public final class Graded implements AutoCloseable {
  private static final Pattern TODO = Pattern.compile("throw new Unsupported.*;");

  private final AssignmentFolder folder;
  private final Grader grader;
  private final Student student;

  /**
   * Variants of a solution, graded by {@code tests}.
   *
   * @param lesson the number of the lesson, {@code 08}
   * @param hidden classes of more tests
   */
  public Graded(String lesson, Class<?> tests, long seed, Class<?>... hidden) throws IOException {
    folder = AssignmentFolder.numbered(Path.of(""), lesson);
    Exam exam = new Exam(tests, List.of(hidden), compiled(solution()));
    Duration longEnough = Duration.ofMinutes(10); // for as many variants as there are
    Limits limits = Limits.of(exam.assignment()).withSubmission(longEnough, longEnough);
    grader = new Grader(exam, limits, seed);
    student = grader.student(0);
  }

  private static Map<String, byte[]> compiled(Map<String, String> sources) {
    Compiled classes = Compiled.of(sources);
    Map<String, byte[]> code = new TreeMap<>();
    IntStream.range(0, classes.names().length)
        .forEach(i -> code.put(classes.names()[i], classes.code()[i]));
    return code;
  }

  /** The texts of the solution by their files. */
  private Map<String, String> solution() throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (Path file : folder.solutions()) {
      all.put(String.valueOf(file.getFileName()), Files.readString(file));
    }
    return all;
  }

  /** The texts that students get by their files. */
  public Map<String, String> starters() {
    return folder.starters();
  }

  /** The solution's text of {@code file}. */
  public String solution(String file) throws IOException {
    return Files.readString(folder.folder().resolve("solution").resolve(file));
  }

  /** The grade of the solution with another text of {@code file}. */
  public Grade grade(String file, String source) throws IOException {
    Map<String, String> all = solution();
    all.put(file, source);
    return grade(all);
  }

  /** The grade of these sources, by the names of their files. */
  public Grade grade(Map<String, String> sources) {
    Compiled classes = Compiled.of(sources);
    student.submit(classes.names(), classes.code());
    return grader.grade(student);
  }

  /** Requires that the solution has all points. */
  public void requireFullSolution() throws IOException {
    requireFull(grade(solution()));
  }

  /** Requires that the solution has all points with another text of {@code file}. */
  public void requireFull(String file, String source) throws IOException {
    requireFull(grade(file, source));
  }

  private static void requireFull(Grade grade) {
    assertEquals(grade.most(), grade.points(), grade::toString);
  }

  /** Requires that the files which students get have no point, and follow from the solution. */
  public void requireEmptyStarter() throws IOException {
    Map<String, String> starters = new TreeMap<>();
    for (Path file : folder.solutions()) {
      String starter = Starter.of(Files.readString(file), file.toString());
      assertEquals(
          starter,
          Files.readString(folder.starter(file)),
          file + ": mvn -q compile exec:java -Dexec.args=\"weave --starters\" writes it anew");
      starters.put(String.valueOf(file.getFileName()), starter);
    }
    Grade grade = grade(starters);
    assertEquals(0, grade.points(), grade::toString);
  }

  /**
   * Requires that stubs have no point.
   *
   * @param bodies what the starters get in the places of their TODOs, file after file
   */
  public void requireNothingFor(String... bodies) {
    Iterator<String> each = List.of(bodies).iterator();
    Map<String, String> stubs = new TreeMap<>(starters());
    stubs.replaceAll((file, text) -> TODO.matcher(text).replaceAll(found -> each.next()));
    Grade grade = grade(stubs);
    assertFalse(each.hasNext(), "more bodies than TODOs");
    assertEquals(0, grade.points(), grade::toString);
  }

  /**
   * Requires that the solution with an edit fails the test that is named for it.
   *
   * @param right what the solution has in {@code file}, as a regular expression
   */
  public void requireFailure(String test, String file, String right, String wrong)
      throws IOException {
    String edited = solution(file).replaceAll(right, wrong);
    assertNotEquals(solution(file), edited, right + " is not in " + file);
    Grade grade = grade(file, edited);
    assertTrue(grade.failed().contains(test), () -> test + " passed:" + grade);
  }

  @Override
  public void close() {
    student.close();
    grader.close();
  }
}
