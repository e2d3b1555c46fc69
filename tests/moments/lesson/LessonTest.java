package moments.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import moments.lesson.Block.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LessonTest {
  static final List<String> HEAD =
      List.of(
          Lesson.pointer("01-why"),
          "",
          "# 1. Why?",
          "",
          "*Reading: 1 minute. Running: 1 second.*",
          "");

  private final Path root;

  LessonTest(@TempDir Path root) {
    this.root = root;
  }

  private Lesson lesson(String... lines) {
    List<String> all = new ArrayList<>(HEAD);
    all.addAll(List.of(lines));
    return Lesson.parse(root, "01-why", all);
  }

  private List<GeneratedFile> weave(String... lines) {
    return Weaver.weave(lesson(lines), "", drawing -> Optional.empty());
  }

  private String failure(String... lines) {
    Exception e = assertThrows(LessonException.class, () -> weave(lines));
    return String.valueOf(e.getMessage());
  }

  @Test
  void isReadIntoBlocksWithIdsThatNameTheirHeading() {
    Lesson lesson =
        lesson("Words.", "```java", "int x = 1;", "```", "## Ω or β?", "```java check", "x", "```");

    assertEquals("Why?", lesson.question());
    assertEquals("Reading: 1 minute. Running: 1 second", lesson.times());
    assertEquals(
        List.of(
            new Block(
                Kind.PROSE, "1-why-1", 3, String.join("\n", HEAD.subList(2, 6)) + "\nWords.\n"),
            new Block(Kind.CELL, "1-why-2", 9, "int x = 1;\n"),
            new Block(Kind.PROSE, "or-1", 11, "## Ω or β?\n"),
            new Block(Kind.CHECK, "or-2", 13, "x\n")),
        lesson.blocks());
  }

  @Test
  void showsRegionsOfTheSource() throws Exception {
    Files.writeString(
        root.resolve("A.java"), "class A {\n  // @start region=\"r\"\n  int x;\n  // @end\n}\n");

    assertTrue(
        lesson("```java region=A.java#r", "```")
            .blocks()
            .get(0)
            .text()
            .contains("```java\nint x;\n```\n"));
    assertEquals(
        "lessons/01-why/lesson.md:7: A.java has no // @start region=\"s\" … // @end",
        failure("```java region=A.java#s", "```"));
    assertEquals(
        "lessons/01-why/lesson.md:7: cannot read B.java",
        failure("```java region=B.java#s", "```"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int x = ; | 10: illegal start of expression",
        "String s = 1; | 10: incompatible types: int cannot be converted to String",
        "x + 1 | 10: cannot find symbol, symbol: variable x",
        "throw new IllegalStateException(\"no\"); | 10: java.lang.IllegalStateException: no",
        "class A { Missing m; } | 10: cannot find class Missing; check the spelling, the imports and"
            + " that the cell that declares it was run",
      })
  void errorsNameTheLine(String code, String message) {
    String got = failure("```java", "int a = 1;", "// words", code, "```");

    assertEquals("lessons/01-why/lesson.md:" + message.strip(), got);
  }

  @Test
  void aCheckThatDoesNotHoldNamesItsLine() {
    assertEquals(
        "lessons/01-why/lesson.md:9: java.lang.AssertionError: the prose says 2, but it is 3.0",
        failure("```java check", "// words", "moments.lesson.Check.says(\"2\", 3);", "```"));
  }

  @Test
  void formIsChecked() {
    String at = "lessons/01-why/lesson.md:";

    assertEquals(at + "8: the fence ``` never ends", failure("", "```java", "int x;"));
    assertTrue(
        failure("```java chek", "```")
            .startsWith(at + "7: expected ```java, ```java recorded, ```java check"));
    LessonException noPointer =
        assertThrows(LessonException.class, () -> Lesson.parse(root, "02-why", HEAD));
    assertEquals(
        "lessons/02-why/lesson.md:1: expected \"%s\"".formatted(Lesson.pointer("02-why")),
        noPointer.getMessage());
    List<String> otherNumber = new ArrayList<>(HEAD);
    otherNumber.set(0, Lesson.pointer("02-why"));
    LessonException e =
        assertThrows(LessonException.class, () -> Lesson.parse(root, "02-why", otherNumber));
    assertEquals(
        "lessons/02-why/lesson.md:3: expected \"# NN. The question?\" with the number of the folder",
        e.getMessage());
  }

  @Test
  void aNotebookLeadsToOthers() throws Exception {
    for (String name : List.of("00-start", "01-why", "02-how")) {
      Path folder = Files.createDirectories(root.resolve("lessons").resolve(name));
      Files.writeString(folder.resolve("lesson.md"), "# %s?\n".formatted(name));
    }

    String notebook = weave("See [it](../../notebooks/07-later.ipynb#there).").get(0).text();

    assertTrue(notebook.contains("See [it](07-later.ipynb#there)."), notebook);
    assertTrue(
        notebook.contains("\"[← 00-start?](00-start.ipynb) · [02-how? →](02-how.ipynb)\""),
        notebook);
  }

  @Test
  void weavesSortedNotebooksAndScriptsThatPrintValues() {
    List<GeneratedFile> woven = weave("See [it](../../README.md).", "```java", "1 + 1", "```");

    String notebook = woven.get(0).text();
    assertEquals("notebooks/01-why.ipynb", woven.get(0).file());
    assertTrue(notebook.contains("See [it](../README.md)."), notebook);
    assertTrue(notebook.contains("\"text/plain\": [\n       \"2\"\n"), notebook);
    assertTrue(notebook.endsWith(" \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n"), notebook);
    assertEquals(
        "// See [it](../../README.md).\n\ndisplay(1 + 1);\n\n/exit\n",
        woven.get(1).text().substring(woven.get(1).text().indexOf("// See")));
    int output = notebook.lines().toList().indexOf("       \"2\"");
    assertEquals(9, woven.get(0).origins().get(output));
    assertEquals(woven.get(0).text().lines().count(), woven.get(0).origins().size());
    assertEquals(woven.get(1).text().lines().count(), woven.get(1).origins().size());
  }

  @Test
  void checksHoldTheProseToItsDigits() {
    Check.says("6.57", 6.5685);
    Check.says("53,124", 53_124);
    Check.that("true", true);

    AssertionError e = assertThrows(AssertionError.class, () -> Check.says("6.56", 6.5685));
    assertEquals("the prose says 6.56, but it is 6.5685", e.getMessage());
    assertThrows(AssertionError.class, () -> Check.says("0.0", Double.NaN));
    assertThrows(AssertionError.class, () -> Check.that("false", false));
  }

  @Test
  void exercisesReportEachCase() {
    Exercise wrong =
        new Exercise("count from 0")
            .expect("f(1)", 2, () -> 2.0, 1e-9)
            .expect("f(2)", 3, () -> 4, 1e-9);

    assertFalse(wrong.passed());
    assertEquals(
        List.of(
            "✓ f(1): expected 2, got 2",
            "✗ f(2): expected 3, got 4",
            "1 of 2 right. Hint: count from 0"),
        wrong.toString().lines().toList());
    assertEquals(
        List.of("✓ f(0): expected 0, got 1E-12", "All 1 right. Well done!"),
        new Exercise("").expect("f(0)", 0, () -> 1e-12, 1e-9).toString().lines().toList());
  }

  @Test
  void anExceptionIsToldOnceAndWithoutAHint() {
    DoubleSupplier broken = () -> new int[1][0].length / 0;
    Exercise wrong =
        new Exercise("count from 0")
            .expect("f(1)", 2, broken, 1e-9)
            .expect("f(2)", 3, broken, 1e-9);

    assertEquals(
        List.of(
            "✗ f(1): expected 2, got java.lang.ArithmeticException: / by zero",
            "✗ f(2): expected 3, got the same exception",
            "0 of 2 right. Your code throws an exception; fix that first."),
        wrong.toString().lines().toList());
  }

  @Test
  void inANotebookTheHintUnfoldsOnceACaseHasFailed() {
    Exercise wrong = Exercise.of("08-what-is-adam", 3).expect("f(<)", 2, () -> 1, 1e-9);
    assertEquals(
        """
        <p><b style="color: #cf222e">✗</b> f(&lt;): expected 2, got 1</p>
        <p>0 of 1 right.</p>
        <details><summary>Hint</summary>write down the first two steps as formulas in β₁ and β₂; two \
        equations, two unknowns</details>""",
        html(wrong));
    Exercise right = Exercise.of("08-what-is-adam", 3).expect("f(1)", 2, () -> 2, 1e-9);
    assertEquals(
        """
        <p><b style="color: #1a7f37">✓</b> f(1): expected 2, got 2</p>
        <p>All 1 right. Well done!</p>""",
        html(right));
  }

  private static String html(Exercise exercise) {
    return String.valueOf(
        new Renderer().renderAs(exercise, "text/html").getData(MIMEType.TEXT_HTML));
  }
}
