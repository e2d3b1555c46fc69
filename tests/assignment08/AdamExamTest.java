package assignment08;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import assignment.Grade;
import assignment.Grader;
import assignment.Submission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdamExamTest {
  private static final Path STARTER = Path.of("lessons/08-what-is-adam/assignment/MyAdam.java");
  private static final String BLANK = "// Your code.";

  private static final String RIGHT =
      """
      t++;
      for (int k = 0; k < parameters.size(); k++) {
        float[] theta = parameters.get(k).value().data();
        float[] g = parameters.get(k).grad().data();
        for (int i = 0; i < theta.length; i++) {
          m[k][i] = beta1 * m[k][i] + (1 - beta1) * g[i];
          v[k][i] = beta2 * v[k][i] + (1 - beta2) * g[i] * g[i];
          double mHat = m[k][i] / (1 - Math.pow(beta1, t));
          double vHat = v[k][i] / (1 - Math.pow(beta2, t));
          theta[i] -= alpha * mHat / (Math.sqrt(vHat) + eps);
        }
      }
      """;

  private static final String CHEAPER =
      """
      t++;
      double root = Math.sqrt(1 - Math.pow(beta2, t));
      double alphaT = alpha * root / (1 - Math.pow(beta1, t));
      for (int k = 0; k < parameters.size(); k++) {
        float[] theta = parameters.get(k).value().data();
        float[] g = parameters.get(k).grad().data();
        for (int i = 0; i < theta.length; i++) {
          m[k][i] += (1 - beta1) * (g[i] - m[k][i]);
          v[k][i] += (1 - beta2) * (g[i] * g[i] - v[k][i]);
          theta[i] -= alphaT * m[k][i] / (Math.sqrt(v[k][i]) + eps * root);
        }
      }
      """;

  private final Path folder;

  AdamExamTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static String starter() throws IOException {
    return Files.readString(STARTER);
  }

  private static long lineOfStep() throws IOException {
    String starter = starter();
    return starter.substring(0, starter.indexOf(BLANK)).lines().count();
  }

  private Grade grade(String source) throws IOException {
    Path file = folder.resolve("MyAdam.java");
    Files.writeString(file, source);
    return Grader.grade(AdamExam.class, Submission.load(file, folder));
  }

  private Grade gradeStep(String body) throws IOException {
    String starter = starter();
    assertTrue(starter.contains(BLANK), STARTER + " is to be the starter, unsolved");
    return grade(starter.replace(BLANK, body));
  }

  @Test
  void theStarterHasNoPoint() throws Exception {
    Grade grade = gradeStep("");

    assertEquals(15, grade.failed().size());
    assertEquals(0, grade.points());
    assertEquals(20, grade.most());
  }

  @Test
  void rightSolutionsHaveAllPoints() throws Exception {
    for (String body : List.of(RIGHT, CHEAPER)) {
      Grade grade = gradeStep(body);
      assertEquals(20, grade.points(), grade::toString);
    }
  }

  @Test
  void floatsAreExactEnough() throws Exception {
    for (String body : List.of(RIGHT, CHEAPER)) {
      String inFloats =
          body.replace("double ", "float ")
              .replace("Math.pow", "(float) Math.pow")
              .replace("Math.sqrt", "(float) Math.sqrt")
              .replace("= alpha * root / ", "= (float) alpha * root / ")
              .replace("= m[k][i] /", "= (float) m[k][i] /")
              .replace("m[k][i] = beta1", "m[k][i] = (float) beta1");
      String source =
          starter()
              .replace(BLANK, inFloats)
              .replace("private final double", "private final float")
              .replace("new double[", "new float[")
              .replaceAll("this\\.(\\w+) = (alpha|beta1|beta2|eps);", "this.$1 = (float) $2;");
      Grade grade = grade(source);
      assertEquals(20, grade.points(), grade::toString);
    }
  }

  /** The test, what {@link #RIGHT} has (as a regular expression), and the mistake. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epsInsideTheRoot            | sqrt.vHat. . eps               | sqrt(vHat + eps)",
        "epsOutsideTheFraction       | mHat / .(.*) . eps.            | (mHat / $1 + eps)",
        "oneMinusBeta1Missing        | .1 - beta1. .                  | ''",
        "oneMinusBeta2Missing        | .1 - beta2. .                  | ''",
        "timeCountedOncePerParameter | t\\+\\+;\\s+(for.*)             | $1 t++;",
        "timeNeverAdvanced           | t\\+\\+;                        | t = 1;",
        "noBiasCorrection            | .1 - Math.pow.beta., t..       | 1",
        "correctedByBeta             | .1 - Math.pow.(beta.), t..     | $1",
        "noGradientNoStep            | . eps                          | ''",
        "gradientIsOnlyRead          | theta.i. -=                    | g[i] /= 2; theta[i] -=",
        "everyElementHasItsOwnMoments| k..i                           | 0][0",
        "firstStepIsAlphaLong        | . g.i. . g                     | * g",
      })
  void mistakeFailsTheTestThatIsNamedForIt(String test, String right, String wrong)
      throws Exception {
    String body = RIGHT.replaceAll(right, wrong);
    assertNotEquals(RIGHT, body);

    Grade grade = gradeStep(body);

    assertTrue(grade.failed().contains(test), () -> test + " passed:" + grade);
  }

  @Test
  void theCheaperOrderWithABareEpsFailsItsTestOnly() throws Exception {
    Grade grade = gradeStep(CHEAPER.replace("eps * root", "eps"));

    assertEquals(List.of("bareEpsInTheCheaperOrder"), grade.failed());
  }

  @Test
  void swappedBetasFailTheirTest() throws Exception {
    String swapped = RIGHT.replace("beta1", "beta").replace("beta2", "beta1");
    Grade grade = gradeStep(swapped.replaceAll("beta(?!1)", "beta2"));

    assertTrue(grade.failed().contains("betasSwapped"), grade::toString);
  }

  @Test
  void feedbackSaysInputExpectedGotAndHint() throws Exception {
    String report = gradeStep(RIGHT.replaceAll(".1 - beta2. .", "")).toString();

    assertTrue(
        report.contains(
            """
            ✗ mistake: (1 − β₂) is missing
                ✗ α = 1, β₁ = 0, β₂ = 0.75, ε = 0; gradients 1, change of θ in step 1: expected -1, got -0.5
                0 of 1 right. Hint: v is a mean: what is new counts 1 − β₂, not 1
            """),
        report);
    assertTrue(report.contains("\n  ✗ 0/1  mistake: (1 − β₂) is missing\n"), report);
    assertTrue(report.contains("\n  ✓ 1/1  mistake: (1 − β₁) is missing\n"), report);
    assertTrue(report.endsWith("\n  5 of 20 points\n"), report);
  }

  @Test
  void exceptionsNameTheLine() throws Exception {
    String report = gradeStep("m[0][9] = 1;").toString();

    String got = "got java.lang.ArrayIndexOutOfBoundsException: Index 9 out of bounds for length 1";
    assertTrue(report.contains(got + " in line %d\n".formatted(lineOfStep())), report);
  }

  /** What a step throws that has no message, or is not an exception at all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "throw new AssertionError(\"\");",
        "throw new AssertionError();",
        "throw new OutOfMemoryError();",
        "throw new ThreadDeath();",
        "throw new ExceptionInInitializerError();",
        "sneak(new Exception());",
      })
  void whateverAStepThrowsItHasNoPoint(String body) throws Exception {
    String sneak =
        "static <T extends Throwable> void sneak(Throwable t) throws T { throw (T) t; }\n";
    Grade grade =
        grade(
            starter().replace(BLANK, body).replace("  private int t;", "  private int t;" + sneak));

    assertEquals(0, grade.points(), grade::toString);
    assertEquals(15, grade.lines().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "System.exit(0);                             | java.lang.System.exit",
        "Runtime.getRuntime().halt(0);               | java.lang.Runtime.getRuntime",
        "Runnable r = () -> System.exit(0); r.run(); | java.lang.System.exit",
        "java.util.function.IntConsumer e = System::exit; e.accept(0); | java.lang.System.exit",
        "new moments.optim.Adam(parameters, alpha).step(); | moments.optim.Adam",
        "ProcessHandle.current().destroyForcibly();  | java.lang.ProcessHandle.current",
      })
  void whatWouldEndTheGraderOrDoTheWorkIsNotRun(String body, String call) throws Exception {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> gradeStep(body));

    assertTrue(
        e.getMessage()
            .endsWith(
                "MyAdam.java:%d: the assignment may not call %s; do without it"
                    .formatted(lineOfStep(), call)),
        e.getMessage());
  }

  /** Stands for code that ends the JVM in a way that is not seen in time. */
  static final class ExamThatExits {
    @Test
    void exits() {
      System.exit(0);
    }
  }

  @Test
  void anEndBeforeTheGradeIsNoSuccess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Grader.class.getName(),
                ExamThatExits.class.getName(),
                STARTER.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(1, process.waitFor(), output);
    assertTrue(output.contains("0 points, as the program was ended before it had a grade"), output);
  }

  @Test
  void aStaticInitialiserThatFailsIsNamed() throws Exception {
    String early = "  static { if (true) throw new IllegalStateException(\"early\"); }\n";
    String field = "  private int t;\n";
    String report = grade(starter().replace(field, field + early)).toString();

    assertTrue(
        report.contains("loading MyAdam threw java.lang.IllegalStateException: early"), report);
  }

  @Test
  void aByteOrderMarkDoesNotMatter() throws Exception {
    Grade grade = grade("\uFEFF" + starter().replace(BLANK, RIGHT));

    assertEquals(20, grade.points(), grade::toString);
  }

  @Test
  void aPackageLineAndAnotherEncodingAreNamed() throws Exception {
    String inPackage = "package mine;\n" + starter();
    assertTrue(
        String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> grade(inPackage)).getMessage())
            .endsWith("MyAdam.java has a package line, which the starter has not; take it out"));
    Path file = folder.resolve("MyAdam.java");
    Files.write(file, starter().getBytes(StandardCharsets.UTF_16));
    assertEquals(
        file + " is not in UTF-8; save it in that encoding",
        assertThrows(IllegalArgumentException.class, () -> Submission.load(file, folder))
            .getMessage());
  }

  @Test
  void whatIsNotTheStartersClassIsSaid() throws Exception {
    for (String[] edit :
        new String[][] {
          {"public (final class )?MyAdam", "$1Adam", "there is no class MyAdam; keep its name"},
          {
            "double eps\\)",
            "float eps)",
            "there is no constructor MyAdam(List, double, double, double, double); keep that of the"
                + " starter"
          },
          {
            "implements Optimizer|@Override", "", "MyAdam must be a class that implements Optimizer"
          },
          {
            "this.eps = eps;",
            "this.eps = 0 / t;",
            "the constructor of MyAdam threw java.lang.ArithmeticException"
          },
        }) {
      String source = starter().replaceAll(edit[0], edit[1]);
      assertTrue(grade(source).toString().contains(edit[2]), source);
    }
  }

  @Test
  void compileErrorsAreThoseOfJavac() throws Exception {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> gradeStep("t++"));

    assertEquals(
        """
        %d: error: ';' expected
            t++
               ^
        1 error"""
            .formatted(lineOfStep())
            .lines()
            .toList(),
        e.getMessage().substring(e.getMessage().indexOf("MyAdam.java:") + 12).lines().toList());
  }
}
