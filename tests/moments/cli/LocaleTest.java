package moments.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Countries with digits, decimal points or letters of their own get the same texts and files. */
class LocaleTest {
  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "tr-TR"})
  void theMainJobIsTheSameEverywhere(String tag, @TempDir Path folder) throws Exception {
    String[] args = Terminal.onSample(folder, "--optimizers", "sgd,ADAM", "--threads", "1");

    String screen = run(tag, args);

    List<String> rows = Files.readAllLines(folder.resolve("history.csv"));
    assertTrue(rows.get(1).matches("sgd,1,1,3,12,[0-9.]+,[0-9.]+,[0-9.]+,[0-9.]+"), rows.get(1));
    assertTrue(screen.contains("  Training     epochs 1, batch 4, steps 3\n"), screen);
    assertTrue(screen.contains("tutorial, 62,006 parameters"), screen);
    assertEquals(List.of(), foreignDigits(screen));
    assertEquals(List.of(), foreignDigits(Files.readString(folder.resolve("index.html"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "tr-TR"})
  void lessonsAreFound(String tag) throws Exception {
    assertEquals(Terminal.run("lessons").out(), run(tag, "lessons"));
  }

  @Test
  void snippetsOfTheJshellCommandPrintPlainDigits(@TempDir Path folder) throws Exception {
    Path jshell = Path.of(System.getProperty("java.home"), "bin", "jshell");
    List<String> command = JShellCommand.command(jshell, Optional.empty());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Duser.language=fa -Duser.country=IR");
    Path input = Files.writeString(folder.resolve("input"), "System.out.printf(\"%.2f\", 12.5);\n");
    Process process =
        builder
            .redirectInput(input.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String screen = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(screen.contains("12.50"), screen);
  }

  @Test
  void foreignDigitsAreSeen() {
    assertEquals(List.of("step ١"), foreignDigits("step 1\nstep ١\n"));
  }

  private static String run(String tag, String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Duser.language=" + tag.substring(0, 2));
    command.add("-Duser.country=" + tag.substring(3));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("moments.cli.Main");
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String screen = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), screen);
    return screen;
  }

  private static List<String> foreignDigits(String text) {
    return text.lines()
        .filter(line -> line.chars().anyMatch(c -> Character.isDigit(c) && (c < '0' || c > '9')))
        .toList();
  }
}
