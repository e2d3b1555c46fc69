package assignment02;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import moments.grading.Grade;
import moments.grading.Graded;
import moments.nn.Linear;
import moments.nn.Relu;
import moments.nn.Sequential;
import moments.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GradientExamTest {
  private final Graded graded = new Graded("02", GradientExam.class, 2);

  GradientExamTest() throws IOException {}

  @AfterAll
  void close() {
    graded.close();
  }

  @Test
  void theStarterFollowsFromTheSolutionAndHasNoPoint() throws Exception {
    graded.requireEmptyStarter();
  }

  /** Stubs of the difference, the relative error, the worst of them, the verdict and the layer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "return 0;                         | return 0;          | return 0;           | return true;  | return Tensor.zerosLike(x);",
        "return h;                         | return a;          | return h;           | return false; | return x;",
        "return theta[i];                  | return n;          | return gradient[0]; | return true;  | return y;",
        "return loss.applyAsDouble(theta); | return Double.NaN; | return Double.NaN;  | return false; | return dy;",
        "return 1;                         | return 1;          | return 1;           | return true;  | return NOTHING;",
      })
  void aStubHasNoPoint(
      String difference, String error, String worst, String verdict, String backward)
      throws Exception {
    graded.requireNothingFor(difference, error, worst, verdict, backward);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theSolutionHasAllPointsForEverySeed(long seed) throws Exception {
    try (Graded withSeed = new Graded("02", GradientExam.class, seed)) {
      withSeed.requireFullSolution();
    }
  }

  /** The test, the file, what the solution has (as a regular expression), and the mistake. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slopeOfACurve            | Difference    | right - left           | left - right",
        "oneElementMoves          | Difference    | theta.i.               | theta[0]",
        "thetaIsNotPutBack        | Difference    | theta.i. = start;      | ''",
        "thetaIsNotPutBack        | Difference    | theta.i. = start;      | theta[i] = start + h - 2 * h + h;",
        "oneSidedDifference       | Difference    | (?s)start - h;(.*).2 . h. | start;$1h",
        "dividedByH               | Difference    | .2 . h.                | h",
        "relativeErrorOfTwoSlopes | GradientCheck | Math.abs.a - n.        | (a - n)",
        "relativeErrorOfTwoSlopes | GradientCheck | / Math.max.*;          | ;",
        "relativeToOneOfTheTwo    | GradientCheck | Math.max.Math.abs.a., (.*).; | $1;",
        "relativeToOneOfTheTwo    | GradientCheck | Math.max.(Math.abs.a.), .*;   | $1;",
        "zeroOverZero             | GradientCheck | a == n . 0 :           | ''",
        "worstOfAllElements       | GradientCheck | Math.max.worst, error. | error",
        "worstOfAllElements       | GradientCheck | Math.max.worst, error. | worst + error",
        "plantedBugs              | GradientCheck | = TOLERANCE            | = 1e-4",
        "plantedBugs              | GradientCheck | worst.loss, theta, gradient, H. | relativeError(gradient[0], Difference.central(loss, theta, 0, H))",
        "notANumberPasses         | GradientCheck | = Math.max.worst, error. | = error > worst ? error : worst",
        "notANumberPasses         | GradientCheck | return (worst.*) <= TOLERANCE | return !($1 > TOLERANCE)",
        "inputGradientOfABatch    | LinearRelu    | dx.add                 | dx.set",
        "weightGradientsOfABatch  | LinearRelu    | bias.grad..*           | ''",
        "switchLeftOut            | LinearRelu    | y.get.n, o. > 0 .*:    | true ? dy.get(n, o) :",
        "switchLeftOut            | LinearRelu    | y.get.n, o. > 0        | dy.get(n, o) > 0",
        "gradientsAreSet          | LinearRelu    | Tensor dx =            | weight.grad().fill(0); Tensor dx =",
        "rowsAndColumnsSwapped    | LinearRelu    | get.o, i., n, i.       | get(in == out ? i : o, in == out ? o : i), n, i)",
        "oneExampleCounts         | LinearRelu    | x.get.n, i., o         | x.get(0, i), o",
        "oneExampleCounts         | LinearRelu    | grad...add.g . x       | grad().set(g * x",
      })
  void mistakeFailsTheTestThatIsNamedForIt(String test, String type, String right, String wrong)
      throws Exception {
    graded.requireFailure(test, type + ".java", right, wrong);
  }

  @Test
  void aWrongDifferenceDoesNotSinkTheCheck() throws Exception {
    String wrong = graded.solution("Difference.java").replace("(2 * h)", "h");

    Grade grade = graded.grade("Difference.java", wrong);

    List<String> failed =
        List.of(
            "slopeOfACurve",
            "oneElementMoves",
            "thetaIsNotPutBack",
            "oneSidedDifference",
            "dividedByH");
    assertEquals(failed, grade.failed());
    assertTrue(
        grade.toString().contains("This is what comes out with a division by h in place of 2h.\n"),
        grade::toString);
  }

  @Test
  void theFeedbackOfATestWithAClassOfTheSolutionSaysSo() throws Exception {
    String wrong = graded.solution("GradientCheck.java").replace("Math.max(worst, error)", "error");

    String report = graded.grade("GradientCheck.java", wrong).toString();

    assertTrue(
        report.contains(
            "Hint: the largest of the errors, wherever it is\n"
                + "    In this test the solution's Difference was in the place of yours.\n"),
        report);
  }

  @Test
  void expectedValuesAreThoseOfTheLibrary() {
    Random random = new Random(2);
    double[] w = random.doubles(12, -1, 1).toArray();
    double[] b = random.doubles(3, -1, 1).toArray();
    double[] x = random.doubles(20, -1, 1).toArray();
    double[] dy = random.doubles(15, -1, 1).toArray();
    Linear linear = new Linear(4, 3);
    linear.parameters().get(0).value().set(tensor(w, 3, 4));
    linear.parameters().get(1).value().set(tensor(b, 3));
    Sequential net = new Sequential().add("linear", linear).add("relu", new Relu());

    net.forward(tensor(x, 5, 4));
    Tensor dx = net.backward(tensor(dy, 5, 3));

    double[][] paper = new PaperLayer(LayerMistake.NONE, w, b).backward(x, dy, 1);
    assertClose(paper[0], dx);
    assertClose(paper[1], linear.parameters().get(0).grad());
    assertClose(paper[2], linear.parameters().get(1).grad());
  }

  private static void assertClose(double[] expected, Tensor got) {
    assertEquals(expected.length, got.size());
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], got.data()[k], 1e-6);
    }
  }

  private static Tensor tensor(double[] values, int... shape) {
    float[] data = new float[values.length];
    for (int k = 0; k < data.length; k++) {
      data[k] = (float) values[k];
    }
    return Tensor.of(data, shape);
  }
}
