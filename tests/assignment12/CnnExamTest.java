package assignment12;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import moments.grading.Grade;
import moments.grading.Graded;
import moments.grading.Hostile;
import moments.nn.Conv2d;
import moments.nn.Parameter;
import moments.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CnnExamTest {
  private static final String CONVOLUTION = "MyConv2d.java";

  /** Where the element k of W lies in a filter that is turned by 180°. */
  private static final String TURNED =
      "int turned(int k) { int n = kernel * kernel; return k / n * n + n - 1 - k % n; } }";

  private final Graded graded = new Graded("12", CnnExam.class, 12);

  CnnExamTest() throws IOException {}

  @AfterAll
  void close() {
    graded.close();
  }

  @Test
  void theStarterFollowsFromTheSolutionAndHasNoPoint() throws Exception {
    graded.requireEmptyStarter();
  }

  /** Stubs of Adam, and of the convolution there and back. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                      | return NOTHING; | return NOTHING;",
        "for (Parameter p : parameters) p.value().fill(0);       | return ZEROS;   | return Tensor.zerosLike(x);",
        "for (Parameter p : parameters) p.value().set(p.grad()); | return x;       | return x;",
      })
  void aStubHasNoPoint(String step, String forward, String backward) throws Exception {
    String zeros = "Tensor.zeros(x.dim(0), out, x.dim(2) - kernel + 1, x.dim(3) - kernel + 1)";
    graded.requireNothingFor(step, forward.replace("ZEROS", zeros), backward);
  }

  /** Three trainings, so it is one seed here; 1, 2 and 3 were tried as well. */
  @Test
  void theSolutionHasAllPoints() throws Exception {
    graded.requireFullSolution();
  }

  /**
   * The test, what the solution has (as a regular expression), and the mistake. Adam is left out,
   * so that nothing is trained.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "biasMissing              | sum = bias.*;               | sum = 0;",
        "filterTurned             | w.k... . pixels             | w[turned(k++)] * pixels",
        "channelsNotSummed        | sum \\+=                    | if (c == in - 1) sum +=",
        "forwardOfSeveral         | w.k... . pixels             | w[k++ % (in * kernel * kernel)] * pixels",
        "forwardOfSeveral         | n, c, i . u, j              | 0, c, i + u, j",
        "forwardOfOnePixel        | sum \\+=                    | sum =",
        "biasGradient             | o. \\+= g                   | o] = g",
        "biasGradient             | bias.grad.*g;               | ''",
        "weightGradient           | dw.k. \\+=                  | dw[k] =",
        "weightGradient           | dw.k. \\+= g . pixels       | if (n == x.dim(0) - 1) dw[k] += g * pixels",
        "inputGradient            | w.k...;                     | w[k++ % (in * kernel * kernel)];",
        "windowsOverlap           | . v. \\+=                   | + v] =",
        "filterTurnedOnTheWayBack | g . w.k...;                 | g * w[turned(k++)];",
        "gradientsOverwritten     | Tensor dx =                 | weight.grad().fill(0); Tensor dx =",
        "gradientsOverwritten     | Tensor dx =                 | bias.grad().fill(0); Tensor dx =",
        "argumentsAreOnlyRead     | g . w.k...;                 | g * w[k++]; dy.data()[0] = 0;",
        "argumentsAreOnlyRead     | return y;                   | x.data()[0] = 0; return y;",
      })
  void mistakeFailsTheTestThatIsNamedForIt(String test, String right, String wrong)
      throws Exception {
    String source = graded.solution(CONVOLUTION);
    String edited = source.replaceAll(right, wrong);
    assertNotEquals(source, edited, right + " is not in the solution");

    Grade grade =
        graded.grade(
            Map.of(
                CONVOLUTION,
                edited.replaceFirst("\\}\\s*$", TURNED),
                "MyAdam.java",
                graded.starters().get("MyAdam.java")));

    assertTrue(grade.failed().contains(test), () -> test + " passed:" + grade);
  }

  static Stream<Hostile> hostile() throws IOException {
    return Hostile.read(Path.of("tests/assignment12/hostile.txt"));
  }

  /** Beside a starter, so that nothing is trained. */
  @ParameterizedTest
  @MethodSource("hostile")
  void anAttackHasThePointsThatAreEarned(Hostile attack) throws Exception {
    Map<String, String> sources = new TreeMap<>(graded.starters());
    sources.put(attack.file(), attack.source(graded.solution(attack.file())));

    Grade grade = graded.grade(sources);

    assertEquals(attack.points(), grade.points(), grade::toString);
  }

  @Test
  void expectedValuesAreThoseOfTheLibrary() {
    int[] sizes = {2, 3, 5, 6, 4, 3};
    Random random = new Random(12);
    double[] x = random.doubles(2 * 3 * 5 * 6, -1, 1).toArray();
    double[] w = random.doubles(4 * 3 * 3 * 3, -1, 1).toArray();
    double[] b = random.doubles(4, -1, 1).toArray();
    double[] dy = random.doubles(2 * 4 * 3 * 4, -1, 1).toArray();
    Conv2d library = new Conv2d(3, 4, 3);
    Parameter weight = library.parameters().get(0);
    Parameter bias = library.parameters().get(1);
    fill(weight.value(), w);
    fill(bias.value(), b);
    PlainConvolution plain = new PlainConvolution(PlainConvolution.Slip.NONE, sizes);

    assertClose(plain.forward(x, w, b), library.forward(tensor(x, 2, 3, 5, 6)));
    assertClose(plain.dx(w, dy), library.backward(tensor(dy, 2, 4, 3, 4)));
    assertClose(plain.dw(x, dy, 1), weight.grad());
    assertClose(plain.db(dy, 1), bias.grad());
  }

  private static Tensor tensor(double[] all, int... shape) {
    Tensor tensor = Tensor.zeros(shape);
    fill(tensor, all);
    return tensor;
  }

  private static void fill(Tensor tensor, double... all) {
    for (int i = 0; i < all.length; i++) {
      tensor.data()[i] = (float) all[i];
    }
  }

  private static void assertClose(double[] expected, Tensor got) {
    assertEquals(expected.length, got.size());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], got.data()[i], 1e-5);
    }
  }
}
