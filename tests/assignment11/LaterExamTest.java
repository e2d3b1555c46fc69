package assignment11;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import assignments.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import moments.grading.Grade;
import moments.grading.Graded;
import moments.grading.Hostile;
import moments.nn.Parameter;
import moments.optim.AdamW;
import moments.optim.AmsGrad;
import moments.optim.Lion;
import moments.optim.Optimizer;
import moments.optim.Schedule;
import moments.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaterExamTest {
  private final Graded graded = new Graded("11", LaterExam.class, 11);

  LaterExamTest() throws IOException {}

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
    graded.requireNothingFor(step, step, step);
  }

  static Stream<Hostile> hostile() throws IOException {
    return Hostile.read(Path.of("tests/assignment11/hostile.txt"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void anAttackHasThePointsThatAreEarned(Hostile attack) throws Exception {
    Grade grade = graded.grade(attack.file(), attack.source(graded.solution(attack.file())));

    assertEquals(attack.points(), grade.points(), grade::toString);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theSolutionHasAllPointsForEverySeed(long seed) throws Exception {
    try (Graded withSeed = new Graded("11", LaterExam.class, seed)) {
      withSeed.requireFullSolution();
    }
  }

  /** The test, the file, what the solution has (as a regular expression), and the mistake. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maximumMissing           | MyAmsGrad | Math.max.*;          | v[k][i];",
        "maximumMissing           | MyAmsGrad | Math.max             | Math.min",
        "maximumWrittenBackToV    | MyAmsGrad | (Math.max.*;)        | v[k][i] = $1",
        "maximumOfTheGradients    | MyAmsGrad | (Math.max.*, ).*.;   | $1 g[i] * g[i]);",
        "amsGradCorrected         | MyAmsGrad | alpha . m.k..i.      | alpha * m[k][i] / (1 - beta1)",
        "amsGradsEpsInsideTheRoot | MyAmsGrad | sqrt.(vHat.*). . eps. | sqrt($1 + eps))",
        "amsGradsFirstStep        | MyAmsGrad | .1 - beta1. .        | ''",
        "amsGradsLongRun          | MyAmsGrad | vHat.k..i.           | vHat[0][0]",
        "l2InPlaceOfDecay         | MyAdamW   | beta1. . g.i.        | beta1) * (g[i] + lambda * theta[i])",
        "l2InPlaceOfDecay         | MyAdamW   | alpha . mHat         | alpha * (mHat + lambda * theta[i])",
        "decayWithoutAlpha        | MyAdamW   | alpha . lambda       | lambda",
        "decayAfterTheStep        | MyAdamW   | decayed = .*;(\\s+).*; | decayed = theta[i];$1theta[i] = (float) ((1 - alpha * lambda) * (decayed - alpha * mHat / (Math.sqrt(vHat) + eps)));",
        "adamWUncorrected         | MyAdamW   | Math.pow.*t.         | 0",
        "decaysWithoutGradient    | MyAdamW   | .1 - alpha . lambda. .| ''",
        "decaysWithoutGradient    | MyAdamW   | 1 - alpha . lambda   | 1 + alpha * lambda",
        "adamWithoutDecay         | MyAdamW   | .beta2, t            | (beta1, t",
        "adamWsLongRun            | MyAdamW   | k..i                 | 0][0",
        "memoryUpdatedFirst       | MyLion    | (double dir.*\\n.*\\n)(.*) | $2 $1",
        "betasMixedUp             | MyLion    | beta2 . m(.*) beta2  | beta1 * m$1 beta1",
        "betasMixedUp             | MyLion    | signum.beta1 (.*). beta1 | signum(beta2 $1- beta2",
        "lionsStepIsAlphaLong     | MyLion    | signum.*;            | signum(g[i]);",
        "lionsStepIsAlphaLong     | MyLion    | Math.signum          | ''",
        "lionsStepIsAlphaLong     | MyLion    | theta.i. -=          | theta[i] +=",
        "lionsLongRun             | MyLion    | m.k..i.              | m[0][0]",
        "signOfZero               | MyLion    | Math.signum(.*);     | $1 < 0 ? -1 : 1;",
        "lionsDecay               | MyLion    | . lambda . theta.i.  | ''",
        "lionsDecay               | MyLion    | alpha . .direct.*lambda | alpha * direction + (lambda",
        "lionsDecay               | MyLion    | g.i.(.;\\n.*)direction.* | g[i] + lambda * theta[i]$1direction);",
        "gradientIsOnlyRead       | MyLion    | theta.i. -=          | g[i] /= 2; theta[i] -=",
      })
  void mistakeFailsTheTestThatIsNamedForIt(String test, String type, String right, String wrong)
      throws Exception {
    graded.requireFailure(test, type + ".java", right, wrong);
  }

  @Test
  void oneRuleWithoutItsStepLeavesThePointsOfTheOthers() throws Exception {
    String source = graded.solution("MyLion.java");
    Grade grade =
        graded.grade(
            "MyLion.java",
            source.replaceAll("(?s)// BEGIN SOLUTION.*// END SOLUTION", "throw new Error();"));

    assertEquals(16, grade.points(), grade::toString);
  }

  @Test
  void feedbackNamesTheMistake() throws Exception {
    String source =
        graded.solution("MyLion.java").replaceAll("beta2 . m(.*) beta2", "beta1 * m$1 beta1");
    String report = graded.grade("MyLion.java", source).toString();

    assertTrue(
        report.contains("This is what comes out when β₁ is used for the memory, too.\n"), report);
  }

  @Test
  void expectedValuesAreThoseOfTheLibrary() {
    Parameter p = new Parameter("p", Tensor.zeros(3));
    Schedule lr = Schedule.constant(0.01);
    double[] adams = {0.01, 0.8, 0.95, 1e-6, 0.1};
    double[] lions = {0.01, 0.8, 0.95, 0.1};
    compare(
        p,
        new AmsGrad(List.of(p), lr, 0.8, 0.95, 1e-6, false),
        new PaperAmsGrad(PaperAmsGrad.Slip.NONE, adams, 3));
    compare(
        p,
        new AdamW(List.of(p), lr, 0.8, 0.95, 1e-6, 0.1),
        new PaperAdamW(PaperAdamW.Slip.NONE, adams, 3));
    compare(
        p, new Lion(List.of(p), lr, 0.8, 0.95, 0.1), new PaperLion(PaperLion.Slip.NONE, lions, 3));
  }

  private static void compare(Parameter p, Optimizer library, Rule paper) {
    Random random = new Random(11);
    double[] theta = {1, 2, 3};
    p.value().set(1, 0);
    p.value().set(2, 1);
    p.value().set(3, 2);
    for (int t = 0; t < 100; t++) {
      double[] g = random.doubles(3, -1, 2).toArray();
      for (int i = 0; i < 3; i++) {
        p.grad().set((float) g[i], i);
      }
      paper.step(theta, g);
      library.step();
      for (int i = 0; i < 3; i++) {
        assertEquals(theta[i], p.value().get(i), 1e-5);
      }
    }
  }
}
