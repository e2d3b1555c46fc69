package assignment09;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import moments.grading.Grade;
import moments.grading.Graded;
import moments.grading.Mark;
import moments.grading.Points;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProbeExamTest {
  private static final String FILE = "AdamTests.java";

  private final Graded graded;

  ProbeExamTest() throws IOException {
    graded = new Graded("09", ProbeExam.class, 9);
  }

  @AfterAll
  void close() {
    graded.close();
  }

  private Grade grade(String methods) throws IOException {
    return graded.grade(
        FILE, "import moments.explore.Probe; class AdamTests { %s }".formatted(methods));
  }

  @Test
  void theStarterFollowsFromTheSolutionAndHasNoPoint() throws Exception {
    graded.requireEmptyStarter();
  }

  @Test
  void aStubHasNoPoint() throws Exception {
    graded.requireNothingFor("");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theSolutionHasAllPointsForEverySeed(long seed) throws Exception {
    try (Graded withSeed = new Graded("09", ProbeExam.class, seed)) {
      withSeed.requireFullSolution();
    }
  }

  record Handed(int points, String name, List<String> failed, String methods) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Handed> suites() throws IOException {
    String[] parts = Files.readString(Path.of("tests/assignment09/suites.txt")).split("(?m)^== ");
    return Arrays.stream(parts).skip(1).map(ProbeExamTest::handed);
  }

  private static Handed handed(String part) {
    String[] lines = part.split("\n", 2);
    String[] head = lines[0].split(" \\| ");
    List<String> failed = head.length > 2 ? List.of(head[2].split(", ")) : List.of();
    return new Handed(Integer.parseInt(head[0]), head[1], failed, lines[1]);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void aSuiteHasThePointsOfWhatItCatches(Handed suite) throws IOException {
    Grade grade = grade(suite.methods);

    assertEquals(suite.points, grade.points(), grade::toString);
    if (!suite.failed.isEmpty()) {
      assertEquals(suite.failed, grade.failed());
    }
  }

  @Test
  void feedbackSaysWhatATestSawOfAWrongAdam() throws IOException {
    String report =
        grade(
                "static void one(Probe adam) { adam.step(1e-4); adam.weight(0).isNear(-0.001, 0.1); }")
            .toString();

    assertTrue(
        report.contains(
            """
            ✗ caught: ε outside the fraction
                This Adam passes your test
                closest is one; the paper's settings, gradients 0.0001, weight 0 after step 1: expected -0.001 with a tolerance of 0.1, got -0.001
                Hint: a gradient as small as ε makes half a step, not a whole one
            """),
        report);
  }

  @Test
  void feedbackNamesAFalseAlarmAndTheMistakeThatWouldGiveItsValue() throws IOException {
    String report =
        grade(
                "static void tiny(Probe adam) { adam.step(1e-8); adam.weight(0).isNear(-1e-7, 0.01); }")
            .toString();

    assertTrue(
        report.contains(
            """
            ✗ a right Adam in floats passes all your tests
                Your test tiny fails with a right Adam, in floats; the paper's settings, gradients 1e-8, weight 0 after step 1: expected -1e-7 with a tolerance of 0.01, got -0.0005.
                What you expect comes out of an Adam with ε inside the root
            """),
        report);
  }

  @Test
  void feedbackNamesTheLineOfAnException() throws IOException {
    String report = grade("static void ask(Probe adam) { adam.weight(0); }").toString();

    assertTrue(
        report.contains(
            "Your test ask counts for nothing: your code threw java.lang.IllegalArgumentException:"
                + " there is no weight 0: the last step had 0 gradients in line 1 of"
                + " AdamTests.java\n"),
        report);
  }

  @Test
  void namesThatCannotBeShownAreNot() throws IOException {
    String report = grade("static void \\u0430\\u200d(Probe adam) { throw null; }").toString();

    assertTrue(report.contains("Your test number 1 counts for nothing"), report);
  }

  @Test
  void aHiddenWrongAdamIsNotGivenAway() throws IOException {
    try (Graded more = new Graded("09", ProbeExam.class, 9, Clipped.class)) {
      Grade grade =
          more.grade(
              FILE,
              """
              import moments.explore.Probe;
              class AdamTests {
                static void small(Probe adam) {
                  adam.step(1);
                  adam.weight(0).isNear(-0.001, 1e-3);
                }
              }
              """);
      Mark mark = grade.marks().get(20);

      assertEquals("caught: hidden", mark.title());
      assertEquals("it shows where gradients are large", mark.feedback());
    }
  }

  static final class Clipped {
    @Test
    @Points(2)
    @DisplayName("caught: hidden")
    void clipped() {
      new Suite()
          .requireCatch(
              (settings, weights) ->
                  new Suspect(settings, weights) {
                    @Override
                    double seen(int i, double g) {
                      return Math.max(-1, Math.min(g, 1));
                    }
                  },
              "it shows where gradients are large");
    }
  }
}
