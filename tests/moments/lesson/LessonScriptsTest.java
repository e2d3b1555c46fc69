package moments.lesson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import moments.lesson.Block.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every lesson's script in a JShell of its own, two at a time. */
@Tag("one-jdk")
@Execution(ExecutionMode.CONCURRENT)
class LessonScriptsTest {
  @ParameterizedTest
  @MethodSource("moments.lesson.LessonsTest#all")
  void theScriptRunsInPlainJshellAndPrintsWhatTheNotebookShows(Lesson lesson, @TempDir Path folder)
      throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process jshell =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jshell").toString(),
                "-J-Dfile.encoding=UTF-8",
                "-J-XX:TieredStopAtLevel=1",
                "-J-Dstdout.encoding=UTF-8",
                "-J-Duser.language=en",
                "-R-Dfile.encoding=UTF-8",
                "-R-Dstdout.encoding=UTF-8",
                "-R-Duser.language=en",
                "-R-Dmoments.quick=true",
                "-R-Dmoments.columns=1000",
                "-R--add-modules",
                "-Rjdk.incubator.vector",
                "--class-path",
                System.getProperty("java.class.path"),
                "lessons/%s/lesson.jsh".formatted(lesson.name()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("pom.xml").toFile()))
            .start();
    assertEquals(0, jshell.waitFor());
    String printed = Files.readString(out, UTF_8);
    assertFalse(printed.lines().anyMatch(line -> line.startsWith("|  ")), printed);
    int at = 0;
    for (String text : shown(lesson, Files.readString(Path.of(lesson.notebook())))) {
      int found = printed.indexOf(text, at);
      assertTrue(
          found >= 0, () -> "the script does not print %n%s%nbut %n%s".formatted(text, printed));
      at = found + text.length();
    }
  }

  /** What a reader of the notebook sees below its cells, as plain text; no recorded output. */
  private static List<String> shown(Lesson lesson, String notebook) {
    Set<String> recorded =
        lesson.blocks().stream()
            .filter(block -> block.kind() == Kind.RECORDED)
            .map(Block::id)
            .collect(Collectors.toSet());
    List<String> texts = new ArrayList<>();
    for (JsonElement cell :
        JsonParser.parseString(notebook).getAsJsonObject().getAsJsonArray("cells")) {
      JsonArray outputs = cell.getAsJsonObject().getAsJsonArray("outputs");
      if (outputs != null && !recorded.contains(cell.getAsJsonObject().get("id").getAsString())) {
        outputs.forEach(output -> texts.add(text(output.getAsJsonObject())));
      }
    }
    return texts;
  }

  private static String text(JsonObject output) {
    JsonArray lines =
        output.has("data")
            ? output.getAsJsonObject("data").getAsJsonArray("text/plain")
            : output.getAsJsonArray("text");
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.getAsString()));
    return text.toString().strip();
  }
}
