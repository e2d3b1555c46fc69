package assignment08;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import moments.grading.Grade;
import moments.grading.Graded;
import moments.nn.Parameter;
import moments.optim.Adam;
import moments.optim.Schedule;
import moments.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdamExamTest {
  private static final String FILE = "MyAdam.java";

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

  private final Graded graded = new Graded("08", AdamExam.class, 8);

  AdamExamTest() throws IOException {}

  @AfterAll
  void close() {
    graded.close();
  }

  /** The solution with another body of {@code step}. */
  private String withStep(String body) throws IOException {
    return graded.solution(FILE).replaceAll("(?s)// BEGIN SOLUTION.*// END SOLUTION", body);
  }

  private static String inFloats(String source) {
    return source
        .replace("Math.pow", "(float) Math.pow")
        .replace("Math.sqrt", "(float) Math.sqrt")
        .replace("= alpha * root / ", "= (float) alpha * root / ")
        .replace("= m[k][i] /", "= (float) m[k][i] /")
        .replace("m[k][i] = beta1", "m[k][i] = (float) beta1")
        .replaceAll("double (root|alphaT|mHat|vHat)", "float $1")
        .replace("private final double", "private final float")
        .replace("new double[", "new float[")
        .replaceAll("this\\.(\\w+) = (alpha|beta1|beta2|eps);", "this.$1 = (float) $2;");
  }

  @Test
  void theStarterFollowsFromTheSolutionAndHasNoPoint() throws Exception {
    graded.requireEmptyStarter();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "for (Parameter p : parameters) p.value().fill(0);",
        "for (Parameter p : parameters) p.value().set(p.grad());",
      })
  void aStubHasNoPoint(String step) throws Exception {
    graded.requireNothingFor(step);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theSolutionHasAllPointsForEverySeed(long seed) throws Exception {
    try (Graded withSeed = new Graded("08", AdamExam.class, seed)) {
      withSeed.requireFullSolution();
    }
  }

  @Test
  void theCheaperOrderIsRightAndFloatsAreExactEnough() throws Exception {
    graded.requireFull(FILE, withStep(CHEAPER));
    graded.requireFull(FILE, inFloats(withStep(CHEAPER)));
    graded.requireFull(FILE, inFloats(graded.solution(FILE)));
  }

  /** The test, what the solution has (as a regular expression), and the mistake. */
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
        "betasSwapped                | pow.beta1(.*\\n.*)pow.beta2    | pow(beta2$1pow(beta1",
        "noGradientNoStep            | . eps.;                        | );",
        "gradientIsOnlyRead          | theta.i. -=                    | g[i] /= 2; theta[i] -=",
        "everyElementHasItsOwnMoments| k..i                           | 0][0",
        "firstStepIsAlphaLong        | . g.i. . g                     | * g",
        "stepsDownAParabola          | theta.i. -=                    | theta[i] +=",
      })
  void mistakeFailsTheTestThatIsNamedForIt(String test, String right, String wrong)
      throws Exception {
    graded.requireFailure(test, FILE, right, wrong);
  }

  @Test
  void theCheaperOrderWithABareEpsFailsItsTestOnly() throws Exception {
    Grade grade = graded.grade(FILE, withStep(CHEAPER.replace("eps * root", "eps")));

    assertEquals(List.of("bareEpsInTheCheaperOrder"), grade.failed());
  }

  @Test
  void feedbackSaysInputExpectedGotAndTheMistake() throws Exception {
    String report =
        graded.grade(FILE, graded.solution(FILE).replaceAll(".1 - beta2. .", "")).toString();

    String start = "    ✗ α = 1, β₁ = 0, β₂ = 0.751, ε = 0; gradients 1.35, change of θ in step 1";
    assertTrue(report.contains("✗ mistake: (1 − β₂) is missing\n" + start), report);
    assertTrue(report.contains("This is what comes out without (1 − β₂).\n"), report);
    assertTrue(report.contains("Hint: v is a mean: what is new counts 1 − β₂, not 1\n"), report);
    assertTrue(report.contains("\n  ✗ 0/1  mistake: (1 − β₂) is missing\n"), report);
    assertTrue(report.contains("\n  ✓ 1/1  mistake: (1 − β₁) is missing\n"), report);
    assertTrue(report.contains("\n  5 of 20 points\n"), report);
  }

  @Test
  void exceptionsNameTheLine() throws Exception {
    Grade grade = graded.grade(FILE, withStep("m[0][9] = 1;"));

    assertTrue(
        grade
            .toString()
            .contains(
                "but your code threw java.lang.ArrayIndexOutOfBoundsException: Index 9 out of"
                    + " bounds for length 1 in line 71 of MyAdam.java\n"),
        grade::toString);
  }

  @Test
  void expectedValuesAreThoseOfTheLibrary() {
    double[] settings = {0.01, 0.8, 0.95, 1e-6};
    PaperAdam paper = new PaperAdam(AdamMistake.NONE, settings, 2, 1);
    Parameter first = new Parameter("first", Tensor.zeros(2));
    Parameter second = new Parameter("second", Tensor.zeros(1));
    Adam library = new Adam(List.of(first, second), Schedule.constant(0.01), 0.8, 0.95, 1e-6);
    Random random = new Random(8);
    double[] theta = new double[3];
    for (int t = 0; t < 100; t++) {
      double[] g = random.doubles(3, -1, 2).toArray();
      paper.step(theta, g);
      first.grad().set((float) g[0], 0);
      first.grad().set((float) g[1], 1);
      second.grad().set((float) g[2], 0);
      library.step();
      assertEquals(theta[0], first.value().get(0), 1e-5);
      assertEquals(theta[1], first.value().get(1), 1e-5);
      assertEquals(theta[2], second.value().get(0), 1e-5);
    }
  }
}
