package moments.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken from a submission to an assignment of several files. */
class IntakeTest {
  @Assignment(
      title = "Two files",
      files = {"One.java", "Two.java"},
      answers = SquareAnswers.class)
  private static final class TwoFiles {}

  private static final Assignment ASSIGNMENT = new Exam(TwoFiles.class).assignment();

  private final Intake intake = new Intake(ASSIGNMENT, Map.of("One.java", "1", "Two.java", "2"));

  @TempDir private Path folder = Path.of("");

  @Test
  void aFileThatIsNotThereCostsItsOwnTestsOnly() throws IOException {
    Files.writeString(folder.resolve("One.java"), "class One {}");

    Sources sources = intake.read(List.of(folder));

    assertEquals(Map.of("One.java", "class One {}", "Two.java", "2"), sources.files());
    assertEquals(
        List.of("there is no Two.java; its tests saw what students are given to begin with"),
        sources.notes());
  }

  @Test
  void anEmptyFileIsAFile() throws IOException {
    Files.writeString(folder.resolve("One.java"), "");

    Sources sources = intake.read(List.of(folder));

    assertEquals(Map.of("One.java", "", "Two.java", "2"), sources.files());
    assertEquals("", sources.missing());
  }

  @Test
  void whereNoFileIsThereNothingIsGraded() {
    assertEquals(
        "there is no One.java and no notebook that declares One; it is empty",
        intake.read(List.of(folder)).missing());
  }

  @Test
  void aFileWithoutAStarterMustBeThere() throws IOException {
    Files.writeString(folder.resolve("One.java"), "class One {}");

    assertEquals(
        "there is no Two.java and no notebook that declares Two; there is One.java",
        new Intake(ASSIGNMENT, Map.of()).read(List.of(folder)).missing());
  }
}
