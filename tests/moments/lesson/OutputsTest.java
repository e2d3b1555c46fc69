package moments.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of a lesson's outputs is in its notebook. */
class OutputsTest {
  private static Lesson lesson(String... lines) {
    List<String> all = new ArrayList<>(LessonTest.HEAD);
    all.addAll(List.of(lines));
    return Lesson.parse(Path.of(""), "01-why", all);
  }

  private static String weave(Lesson lesson, String notebook, Optional<String> picture) {
    return Weaver.weave(lesson, notebook, drawing -> picture).get(0).text();
  }

  private static final String[] FIGURE = {
    "```java",
    "import tech.tablesaw.plotly.components.*;",
    "import tech.tablesaw.plotly.traces.*;",
    "double[] x = {1, 1 / 3.0};",
    "new Figure(ScatterTrace.builder(x, x).build())",
    "```"
  };

  @Test
  void ofAnUpdatedDisplayTheLastStateIsKept() {
    String notebook =
        weave(
            lesson(
                "```java",
                "System.out.print(1);",
                "String id = display(2);",
                "System.out.print(3);",
                "updateDisplay(id, \"<b>4</b>\", \"text/html\");",
                "display(5)",
                "```",
                "```java",
                "updateDisplay(id, 6);",
                "```"),
            "",
            Optional.empty());
    List<String> shown = new ArrayList<>();
    for (String line : notebook.lines().map(String::strip).toList()) {
      if (line.matches("\"\\d\"")) {
        shown.add(line);
      }
    }
    assertEquals(List.of("\"1\"", "\"6\"", "\"3\"", "\"5\""), shown, notebook);
    assertFalse(notebook.contains("execute_result"), notebook);
  }

  @Test
  void figuresKeepTheirPictureUntilTheyChange() {
    String first = weave(lesson(FIGURE), "", Optional.of("data:image/png;base64,Zmlyc3Q="));
    assertTrue(first.contains("data:image/png;base64,Zmlyc3Q="), first);
    assertTrue(first.contains("[\\\"1.0\\\",\\\"0.3333333\\\"]"), first);

    assertEquals(first, weave(lesson(FIGURE), first, Optional.empty()));

    String[] other = FIGURE.clone();
    other[3] = "double[] x = {1, 2};";
    String second = weave(lesson(other), first, Optional.of("data:image/png;base64,c2Vjb25k"));
    assertTrue(second.contains("data:image/png;base64,c2Vjb25k"), second);
    assertFalse(second.contains("base64,Zmlyc3Q="), second);
  }

  @Test
  void recordedCellsKeepTheirOutputUntilTheirSourceChanges() {
    String code = "Boolean.getBoolean(\"moments.quick\")";
    Lesson lesson = lesson("```java recorded", code, "```");

    String recorded = Weaver.record(lesson, "", drawing -> Optional.empty()).get(0).text();
    assertTrue(recorded.contains("\"text/plain\": [\n       \"false\""), recorded);
    assertEquals(recorded, weave(lesson, recorded, Optional.empty()));
    assertEquals(List.of(), Weaver.unrecorded(lesson, recorded));

    Lesson changed = lesson("```java recorded", "!" + code, "```");
    Block cell = changed.blocks().get(1);
    String bare = weave(changed, recorded, Optional.empty());
    assertTrue(bare.contains("\"outputs\": []"), bare);
    assertEquals(List.of(cell), Weaver.unrecorded(changed, bare));
    assertEquals(
        List.of(
            "notebooks/01-why.ipynb has no outputs of the recorded cell lessons/01-why/lesson.md:8",
            "To run it in full and keep them:"
                + " mvn -q compile exec:java -Dexec.args=\"weave --record 01\""),
        changed.unrecorded(cell).lines().toList());
  }
}
