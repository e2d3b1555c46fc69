package moments.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import moments.lesson.Block.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every lesson: prose, cells, checks and notebook agree, and the script follows. */
class LessonsTest {
  private static final Path ROOT = Path.of("");

  static List<Lesson> all() {
    return Lesson.all(ROOT);
  }

  @ParameterizedTest
  @MethodSource("all")
  void checksHoldAndNotebookAndScriptFollow(Lesson lesson) throws Exception {
    Path notebook = ROOT.resolve(lesson.notebook());
    String existing = Files.exists(notebook) ? Files.readString(notebook) : "";
    for (GeneratedFile woven : Weaver.weave(lesson, existing, drawing -> Optional.empty())) {
      Path file = ROOT.resolve(woven.file());
      String actual = Files.exists(file) ? Files.readString(file) : "";
      woven.difference(actual).ifPresent(message -> fail(message));
    }
    assertEquals(
        List.of(), Weaver.unrecorded(lesson, existing).stream().map(lesson::unrecorded).toList());
    assertTrue(existing.length() < 1_000_000, "%s is 1 MB or more".formatted(notebook));
  }

  @ParameterizedTest
  @MethodSource("all")
  void figuresOfTheProseAreThoseOfTheCode(Lesson lesson) {
    assertEquals("", String.join("\n", Figures.problems(lesson)));
  }

  /** The classic notebook breaks the lines of formulas in the cells of a table at every sign. */
  @ParameterizedTest
  @MethodSource("all")
  void formulasThatCouldBreakStayOutOfTables(Lesson lesson) {
    Pattern cell =
        Pattern.compile("\\|[^|]*\\$[^|$]*(?:[=+<>]|\\\\(?:leftarrow|to|le|ge)\\b)[^|$]*\\$");
    List<String> broken =
        lesson.blocks().stream()
            .filter(block -> block.kind() == Kind.PROSE)
            .flatMap(block -> block.text().lines())
            .filter(line -> line.startsWith("|") && cell.matcher(line).find())
            .toList();
    assertEquals(List.of(), broken);
  }
}
