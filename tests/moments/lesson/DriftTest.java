package moments.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changed number is found wherever it is; the message says where, and how to fix it. */
class DriftTest {
  private static final String TEXT =
      """
      > To read the lesson, open [its notebook](../../notebooks/01-why.ipynb); here is its source, with checks and solutions.

      # 1. Why?

      *Reading: 1 minute. Running: 1 second.*

      It is 2.5.

      ```java
      5 / 2.0
      ```

      ```java check
      moments.lesson.Check.says("2.5", 5 / 2.0);
      ```

      ## The code

      ```java region=A.java#half
      ```
      """;

  private final Path root;
  private GeneratedFile notebook = new GeneratedFile("", "", "", List.of());

  DriftTest(@TempDir Path root) {
    this.root = root;
  }

  @BeforeEach
  void weave() throws Exception {
    source("x / 2");
    notebook = woven(TEXT);
  }

  @Test
  void nothingIsFoundWhereNothingChanged() {
    assertEquals(Optional.empty(), woven(TEXT).difference(notebook.text()));
    assertEquals(List.of(), Figures.problems(lesson(TEXT)));
  }

  @Test
  void inTheProse() {
    String changed = TEXT.replace("is 2.5", "is 2.6");

    assertEquals(
        """
        lessons/01-why/lesson.md:7: no cell or check of this section has the figure 2.6
        Correct one or the other, then: mvn -q compile exec:java -Dexec.args=weave
        lessons/01-why/lesson.md:14: the prose of this section does not say 2.5
        Correct one or the other, then: mvn -q compile exec:java -Dexec.args=weave"""
            .lines()
            .toList(),
        String.join("\n", Figures.problems(lesson(changed))).lines().toList());
    assertEquals(
        """
        notebooks/01-why.ipynb:12 does not follow from lessons/01-why/lesson.md:3 and the code shown there
          expected: "It is 2.6."
          found:    "It is 2.5."
        To write it anew: mvn -q compile exec:java -Dexec.args=weave"""
            .lines()
            .toList(),
        woven(changed).difference(notebook.text()).orElseThrow().lines().toList());
  }

  @Test
  void inARegionOfTheSource() throws Exception {
    source("x / 3");

    assertEquals(
        """
        notebooks/01-why.ipynb:44 does not follow from lessons/01-why/lesson.md:17 and the code shown there
          expected: "x / 3\\n",
          found:    "x / 2\\n",
        To write it anew: mvn -q compile exec:java -Dexec.args=weave"""
            .lines()
            .toList(),
        woven(TEXT).difference(notebook.text()).orElseThrow().lines().toList());
  }

  @Test
  void inTheNotebook() {
    String changed = notebook.text().replaceFirst("\"2.5\"", "\"2.4\"");

    assertEquals(
        """
        notebooks/01-why.ipynb:24 does not follow from lessons/01-why/lesson.md:10 and the code shown there
          expected: "2.5"
          found:    "2.4"
        To write it anew: mvn -q compile exec:java -Dexec.args=weave"""
            .lines()
            .toList(),
        woven(TEXT).difference(changed).orElseThrow().lines().toList());
  }

  private void source(String code) throws Exception {
    Files.writeString(root.resolve("A.java"), "// @start region=\"half\"\n" + code + "\n// @end\n");
  }

  private Lesson lesson(String text) {
    return Lesson.parse(root, "01-why", text.lines().toList());
  }

  private GeneratedFile woven(String text) {
    return Weaver.weave(lesson(text), "", drawing -> Optional.empty()).get(0);
  }
}
