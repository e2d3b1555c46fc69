package moments.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import moments.lab.Cells;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfCheckTest {
  private static final Path SOLUTION =
      Path.of("lessons/08-what-is-adam/assignment/solution/MyAdam.java");

  @Test
  void aFileIsGradedFromTheSourcesOfItsTests() {
    AssignmentFolder assignment = AssignmentFolder.numbered(Path.of(""), "8");

    Grade grade = SelfCheck.of(assignment, Optional.of(SOLUTION));

    assertEquals(20, grade.points(), grade::toString);
    assertEquals(20, grade.most());
  }

  /** As a package for Gradescope that was made of such a copy does. */
  @Test
  void whatGradingNeedsIsEnoughInACopyWithoutTheSolutions(@TempDir Path copy) throws Exception {
    AssignmentFolder whole = AssignmentFolder.numbered(Path.of(""), "8");
    for (Path file : whole.forGrading()) {
      if (!whole.solutions().contains(file)) {
        FileUtils.copyFile(file.toFile(), copy.resolve(file).toFile());
      }
    }

    Grade grade = SelfCheck.of(AssignmentFolder.numbered(copy, "8"), Optional.of(SOLUTION));

    assertEquals(20, grade.points(), grade::toString);
  }

  @Test
  void aCellGradesTheClassThatItsNotebookDeclares() throws Exception {
    try (Cells cells = new Cells()) {
      cells.run("import moments.explore.*; import moments.grading.SelfCheck;", 1);
      String source = Files.readString(SOLUTION);
      cells.run(source.replace("theta[i] -=", "theta[i] +="), 2);

      Grade grade = (Grade) cells.run("SelfCheck.of(\"08\")", 3).value().orElseThrow();

      assertTrue(grade.toString().contains("This is what comes out with + in place of −."));
      assertEquals(0, grade.points(), grade::toString);
    }
  }

  @Test
  void ofTwoClassesTheOneThatNoCellDeclaresIsReadFromItsFile() throws Exception {
    try (Cells cells = new Cells()) {
      cells.run("import moments.grading.SelfCheck;", 1);
      Path solution = Path.of("lessons/04-what-does-memory-buy/assignment/solution");
      cells.run(Files.readString(solution.resolve("MomentumOptimizer.java")), 2);

      Grade grade = (Grade) cells.run("SelfCheck.of(\"04\")", 3).value().orElseThrow();

      assertEquals(10, grade.points(), grade::toString);
      assertTrue(grade.toString().contains("TODO: your code in line "), grade::toString);
    }
  }
}
