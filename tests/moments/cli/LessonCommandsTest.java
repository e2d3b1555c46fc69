package moments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import moments.lesson.Lesson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LessonCommandsTest {
  @Test
  void lessonsAreListedWithTheirQuestionAndTimes() {
    Terminal lessons = Terminal.run("lessons");

    assertEquals(0, lessons.code());
    assertTrue(
        lessons.out().contains("08  What is Adam?%n    Reading: ".formatted()), lessons.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jshell 99", "weave 99", "lab --run 99"})
  void aWrongNumberIsToldTheRightOnes(String args) {
    Terminal result = Terminal.run(args.split(" "));

    String numbers =
        Lesson.all(Path.of("")).stream()
            .map(lesson -> "%02d".formatted(lesson.number()))
            .collect(Collectors.joining(", "));
    assertEquals("There is no lesson 99; there are " + numbers, result.err().strip());
    assertEquals(2, result.code());
  }

  @Test
  void aNotebookThatIsNotThereIsNamed() {
    Terminal result = Terminal.run("lab", "--run", "none.ipynb");

    assertTrue(result.err().startsWith("--run: there is no notebook none.ipynb"), result.err());
    assertEquals(2, result.code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lab --port=-5 | --port: expected 1 to 65535, got -5",
        "lab --port=0 | --port: expected 1 to 65535, got 0",
        "lab --run README.md | --run: README.md is not a notebook; expected the number of a lesson",
      })
  void labTellsWhatItExpected(String args, String message) {
    Terminal result = Terminal.run(args.split(" "));

    assertTrue(result.err().contains(message), result.err());
    assertEquals(2, result.code());
  }

  @Test
  void aNotebookThatIsBrokenIsNamed(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("torn.ipynb"), "{\"cells\": [{\"source");
    Terminal result = Terminal.run("lab", "--run", file.toString());

    assertTrue(result.err().startsWith("--run: " + file + " is not a notebook"), result.err());
    assertEquals(2, result.code());
  }

  @Test
  void jshellHasTheLessonAndWaitsForMore(@TempDir Path folder) throws Exception {
    Path input =
        Files.writeString(
            folder.resolve("in"),
            """
            System.out.println("half-life %.2f".formatted(halfLife(0.9)));
            display(Stepper.run(x -> x[0], p -> new Sgd(p, 1.0), 1, 5.0));
            %s
            /exit 7
            """
                .replace("%s", typed()));
    Path output = folder.resolve("out");
    Path jshell = Path.of(System.getProperty("java.home"), "bin", "jshell");
    Process process =
        new ProcessBuilder(
                JShellCommand.command(jshell, Optional.of(Lesson.numbered(Path.of(""), "8"))))
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertEquals(7, process.waitFor());
    String printed = Files.readString(output);
    assertTrue(printed.contains("half-life 6.58"), printed);
    assertTrue(printed.contains("direction, 0.9:   6.6 steps"), printed);
    assertTrue(printed.contains("# 8. What is Adam?"), "headings");
    assertTrue(printed.contains("Lesson 8 has been run: its variables and methods"), "closing");
    Path page = Path.of("target", "figures", "what-i-typed.html");
    assertTrue(printed.contains("What I typed: " + page), printed);
    assertEquals(List.of(), printed.lines().filter(l -> l.contains("Error")).toList());
  }

  private static String typed() {
    String figure = "Chart.of(\"What I typed\", \"x\", \"f\").line(\"a\", 1, 2).figure()";
    return JShellCommand.showsTypedValues() ? figure : "display(" + figure + ");";
  }
}
