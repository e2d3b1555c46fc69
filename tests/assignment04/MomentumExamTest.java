package assignment04;

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
import moments.optim.Momentum;
import moments.optim.Nesterov;
import moments.optim.Optimizer;
import moments.optim.Schedule;
import moments.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MomentumExamTest {
  private static final String MOMENTUM = "MomentumOptimizer.java";
  private static final String NESTEROV = "NesterovOptimizer.java";

  private final Graded graded = new Graded("04", MomentumExam.class, 4);

  MomentumExamTest() throws IOException {}

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
    try (Graded withSeed = new Graded("04", MomentumExam.class, seed)) {
      withSeed.requireFullSolution();
    }
  }

  @Test
  void theLearningRateMayBeInTheVelocityAndFloatsAreExactEnough() throws Exception {
    String inside =
        graded
            .solution(MOMENTUM)
            .replace("+ g[i];", "+ alpha * g[i];")
            .replace("alpha * v[k][i];", "v[k][i];");
    graded.requireFull(MOMENTUM, inside);
    String floats =
        graded
            .solution(NESTEROV)
            .replace("double[", "float[")
            .replace("= beta * v[k][i] + g[i]", "= (float) beta * v[k][i] + g[i]");
    graded.requireFull(NESTEROV, floats);
  }

  /** The test, the rule, what the solution has (as a regular expression), and the mistake. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "firstStepIsThatOfGradientDescent | Momentum | theta.i. -=       | theta[i] +=",
        "stepsDownAParabola               | Momentum | beta . v.k..i.    | 0.8 * v[k][i]",
        "everyElementHasItsOwnVelocity    | Momentum | k..i              | 0][0",
        "everyElementHasItsOwnVelocity    | Momentum | k..i              | k][0",
        "gradientIsOnlyRead               | Momentum | theta.i. -=       | g[i] /= 2; theta[i] -=",
        "meanInPlaceOfSum                 | Momentum | . g.i.;           | + (1 - beta) * g[i];",
        "thetaMovesBeforeTheVelocityIsNew | Momentum | (v.k.*)(\\s+)(theta.*) | $3$2$1",
        "velocityDoesNotLast              | Momentum | beta . v.k..i. .  | ''",
        "betaInTheWrongPlace              | Momentum | beta . (v.*) . g  | $1 + beta * g",
        "betaInTheWrongPlace              | Momentum | beta . v.k..i. .  | v[k][i] +",
        "firstStepLooksAhead              | Nesterov | g.i. . beta . v.k..i.. | v[k][i])",
        "withoutMemoryItIsGradientDescent | Nesterov | theta.i. -=       | theta[i] +=",
        "nesterovDownAParabola            | Nesterov | theta.i. -=       | theta[i] +=",
        "everyElementLooksAheadByItself   | Nesterov | k..i              | k][0",
        "plainMomentum                    | Nesterov | (v.k.*)(\\s+)(theta.*) | $3$2$1",
        "gradientLeftOutOfTheStep         | Nesterov | .g.i. . beta      | (beta",
        "velocityNotShortened             | Nesterov | g.i. . beta . v   | g[i] + v",
        "nesterovDownAParabola            | Nesterov | . g.i.;           | + (1 - beta) * g[i];",
      })
  void mistakeFailsTheTestThatIsNamedForIt(String test, String rule, String right, String wrong)
      throws Exception {
    graded.requireFailure(test, rule + "Optimizer.java", right, wrong);
  }

  @Test
  void aMistakeInOneRuleCostsNothingInTheOther() throws Exception {
    Set<String> ofMomentum =
        Set.of("firstStepIsThatOfGradientDescent", "stepsDownAParabola", "gradientIsOnlyRead");
    Grade grade =
        graded.grade(MOMENTUM, graded.solution(MOMENTUM).replace("theta[i] -=", "theta[i] +="));

    assertTrue(grade.failed().containsAll(ofMomentum), grade::toString);
    assertEquals(10, grade.points(), grade::toString);
    assertTrue(
        grade.toString().contains("This is what comes out with + in place of −.\n"),
        grade::toString);
  }

  @Test
  void expectedValuesAreThoseOfTheLibrary() {
    double[] settings = {0.01, 0.8};
    assertSame(
        PaperMomentum.momentum(MomentumMistake.NONE, settings, 2),
        all -> new Momentum(all, Schedule.constant(0.01), 0.8));
    assertSame(
        PaperMomentum.nesterov(MomentumMistake.NONE, settings, 2),
        all -> new Nesterov(all, Schedule.constant(0.01), 0.8));
  }

  private static void assertSame(Rule paper, Function<List<Parameter>, Optimizer> make) {
    Parameter two = new Parameter("two", Tensor.zeros(2));
    Optimizer library = make.apply(List.of(two));
    Random random = new Random(4);
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
