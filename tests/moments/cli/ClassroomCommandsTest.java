package moments.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the guides and the ready files tell the grader is what it understands. */
class ClassroomCommandsTest {
  private static final Pattern ARGUMENTS =
      Pattern.compile(
          "(?:-Dexec\\.args=|arguments=)\"((?:grade|gradescope) [^\"]*?)(?:\\$\\(.*)?\"");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lessons/teachers.md",
        "lessons/classroom/classroom.yml",
        "lessons/classroom/grade.sbatch"
      })
  void everyCommandCanBeRead(String file) throws Exception {
    List<MatchResult> commands =
        ARGUMENTS.matcher(Files.readString(Path.of(file))).results().toList();

    assertTrue(!commands.isEmpty(), file);
    for (MatchResult command : commands) {
      String text = command.group(1).replaceAll("\\$\\w+", "8");
      boolean whole = text.startsWith("gradescope") || text.contains("--lesson");
      String[] arguments = (whole ? text : text + " --lesson 8 --submissions in").split(" ");
      assertDoesNotThrow(() -> Main.commandLine().parseArgs(arguments), command.group(1));
    }
  }

  @Test
  void everyOptionOfGradeIsInTheGuide() throws Exception {
    String guide = Files.readString(Path.of("lessons/teachers.md"));
    CommandLine grade = Objects.requireNonNull(Main.commandLine().getSubcommands().get("grade"));
    for (OptionSpec option : grade.getCommandSpec().options()) {
      String name = option.longestName();
      boolean standard = List.of("--help", "--version", "--shards").contains(name);
      assertTrue(standard || guide.contains("`" + name) || guide.contains(name + " "), name);
    }
  }
}
