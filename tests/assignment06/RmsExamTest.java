package assignment06;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import assignments.Rule;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import moments.grading.Grade;
import moments.grading.Graded;
import moments.nn.Parameter;
import moments.optim.AdaGrad;
import moments.optim.Optimizer;
import moments.optim.RmsProp;
import moments.optim.Schedule;
import moments.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RmsExamTest {
  private static final String ADAGRAD = "AdaGradOptimizer.java";
  private static final String RMSPROP = "RmsPropOptimizer.java";

  private final Graded graded = new Graded("06", RmsExam.class, 6);

  RmsExamTest() throws IOException {}

  @AfterAll
  void close() {
    graded.close();
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
    graded.requireNothingFor(step, step);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theSolutionHasAllPointsForEverySeed(long seed) throws Exception {
    try (Graded withSeed = new Graded("06", RmsExam.class, seed)) {
      withSeed.requireFullSolution();
    }
  }

  @Test
  void floatsAreExactEnough() throws Exception {
    String floats =
        graded
            .solution(RMSPROP)
            .replace("double[", "float[")
            .replace("= rho * v[k][i] +", "= (float) rho * v[k][i] + (float)");
    graded.requireFull(RMSPROP, floats);
  }

  /** The test, the rule, what the solution has (as a regular expression), and the mistake. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "firstStepIsAlphaLong         | AdaGrad | .double. g.i. . g.i. | g[i]",
        "stepsDownAParabola           | AdaGrad | theta.i. -=          | theta[i] +=",
        "stepsDownAParabola           | AdaGrad | v.k..i. .= .double.  | v[k][i] = (double)",
        "everyElementHasItsOwnSum     | AdaGrad | k..i                 | 0][0",
        "noGradientNoStep             | AdaGrad | . eps.;              | );",
        "gradientIsOnlyRead           | AdaGrad | theta.i. -=          | g[i] /= 2; theta[i] -=",
        "rootLeftOut                  | AdaGrad | Math.sqrt            | ''",
        "oneSumForAll                 | AdaGrad | k..i                 | 0][0",
        "epsInsideTheRoot             | AdaGrad | i.. . eps.           | i] + eps))",
        "firstStepIsTooLong           | RmsProp | Math.sqrt            | ''",
        "rmsPropDownAParabola         | RmsProp | theta.i. -=          | theta[i] +=",
        "everyElementHasItsOwnMean    | RmsProp | k..i                 | k][0",
        "oneMinusRhoMissing           | RmsProp | .1 - rho. .          | ''",
        "sharesSwapped                | RmsProp | rho (.*) .1 - rho.   | (1 - rho) $1 rho",
        "nothingIsForgotten           | RmsProp | = rho . (v.*).1 - rho. . | = $1",
        "thetaMovesBeforeTheMeanIsNew | RmsProp | (v.k.*)(\\s+)(theta.*) | $3$2$1",
        "startIsCorrected             | RmsProp | sqrt.v.k..i.         | sqrt(v[k][i] / (1 - rho)",
      })
  void mistakeFailsTheTestThatIsNamedForIt(String test, String rule, String right, String wrong)
      throws Exception {
    graded.requireFailure(test, rule + "Optimizer.java", right, wrong);
  }

  @Test
  void aMistakeInOneRuleCostsNothingInTheOther() throws Exception {
    Set<String> ofAdaGrad =
        Set.of("firstStepIsAlphaLong", "stepsDownAParabola", "gradientIsOnlyRead", "rootLeftOut");
    Grade grade =
        graded.grade(ADAGRAD, graded.solution(ADAGRAD).replace("theta[i] -=", "theta[i] +="));

    assertTrue(grade.failed().containsAll(ofAdaGrad), grade::toString);
    assertEquals(10, grade.points(), grade::toString);
    assertTrue(
        grade.toString().contains("This is what comes out with + in place of −.\n"),
        grade::toString);
  }

  @Test
  void expectedValuesAreThoseOfTheLibrary() {
    assertSame(
        PaperRms.adaGrad(RmsMistake.NONE, new double[] {0.1, 1e-6}, 2),
        all -> new AdaGrad(all, Schedule.constant(0.1), 1e-6));
    assertSame(
        PaperRms.rmsProp(RmsMistake.NONE, new double[] {0.01, 0.9, 1e-6}, 2),
        all -> new RmsProp(all, Schedule.constant(0.01), 0.9, 1e-6));
  }

  private static void assertSame(Rule paper, Function<List<Parameter>, Optimizer> make) {
    Parameter two = new Parameter("two", Tensor.zeros(2));
    Optimizer library = make.apply(List.of(two));
    Random random = new Random(6);
    double[] theta = new double[2];
    for (int t = 0; t < 100; t++) {
      double[] g = random.doubles(2, -1, 2).toArray();
      paper.step(theta, g);
      two.grad().set((float) g[0], 0);
      two.grad().set((float) g[1], 1);
      library.step();
      assertEquals(theta[0], two.value().get(0), 1e-5);
      assertEquals(theta[1], two.value().get(1), 1e-5);
    }
  }
}
