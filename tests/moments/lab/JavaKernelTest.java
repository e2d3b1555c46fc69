package moments.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel without Jupyter: results, displays, help and magics. */
class JavaKernelTest extends KernelSession {
  @Test
  void theLastExpressionIsTheResult() throws Exception {
    assertEquals("6", text("int six = 2 * 3; // a comment\nsix"));
    assertEquals("12", text("six + 6 // no semicolon"));
  }

  @Test
  void declarationsStatementsAndNullHaveNoResult() throws Exception {
    for (String code : List.of("int one = 1;", "void f() {}", "f();", "(Object) null", "// x")) {
      assertNull(kernel.eval(code), code);
    }
  }

  @Test
  void arraysShowWhatIsInThem() throws Exception {
    assertEquals("[1, 2]", text("new int[] {1, 2}"));
    assertEquals("[[1.0], null]", text("new double[][] {{1}, null}"));
  }

  @Test
  void aClassOfACellHasItsOwnName() throws Exception {
    assertTrue(text("class MyRule { }\nnew MyRule()").matches("MyRule@[0-9a-f]+"));
    String thrown = "class Mine extends RuntimeException { }\nthrow new Mine();";
    assertEquals("Mine", message(fails(thrown)));
  }

  @Test
  void jarsMayLieWhereNamesHaveBlanks(@TempDir Path folder) throws Exception {
    Path blank = Files.createDirectories(folder.resolve("my jars"));
    new JarOutputStream(Files.newOutputStream(blank.resolve("a.jar")), new Manifest()).close();
    assertNull(kernel.eval("%jars " + blank));
    assertNull(kernel.eval("%jars \"" + blank + "/*.jar\""));
    assertTrue(message(fails("%jars [")).startsWith("%jars: [ is no pattern:"));
  }

  @Test
  void resultsStayObjects() throws Exception {
    assertEquals("[]", text("var list = new ArrayList<String>(); list"));
  }

  @Test
  void typesOfOneCellMayReferToEachOther() throws Exception {
    String code =
        """
        sealed interface Shape permits Disc, Square {}
        record Disc(double r) implements Shape {}
        record Square(double a) implements Shape {}
        Shape shape = new Disc(2);
        shape
        """;
    assertEquals("Disc[r=2.0]", text(code));
  }

  @Test
  void aTableIsATable() throws Exception {
    DisplayData data =
        kernel.eval(
            """
            import tech.tablesaw.api.*;
            Table.create("a < b", IntColumn.create("n", 1, 2), StringColumn.create("s", "x", "<"))
            """);
    String html = (String) data.getData(MIMEType.TEXT_HTML);
    assertTrue(html.contains("<caption>a &lt; b</caption>"), html);
    assertTrue(html.contains("<td style=\"text-align: right\">2</td>"), html);
    assertTrue(html.contains("<td style=\"text-align: left\">&lt;</td>"), html);
    assertTrue(((String) data.getData(MIMEType.TEXT_PLAIN)).contains("n  |"), data::toString);
  }

  @Test
  void aTensorIsItsShapeAndAnExcerpt() throws Exception {
    DisplayData data = kernel.eval("moments.tensor.Tensor.zeros(2, 100)");
    String html = (String) data.getData(MIMEType.TEXT_HTML);
    assertTrue(html.startsWith("<div><b>Tensor [2, 100]</b></div><pre>[[0.0, "), html);
    assertTrue(html.contains("…") && html.length() < 400, html);
  }

  @Test
  void aFigureDrawsItselfAndHasASentenceWhereItCannot() throws Exception {
    DisplayData data =
        kernel.eval(
            """
            import tech.tablesaw.plotly.components.*;
            import tech.tablesaw.plotly.traces.*;
            double[] xs = {1, 2, 3};
            new Figure(ScatterTrace.builder(xs, xs).build())
            """);
    String html = (String) data.getData(MIMEType.TEXT_HTML);
    assertTrue(html.contains("Plotly.newPlot(target_figure"), html);
    assertTrue(html.contains("Run this cell to see the figure."), html);
    assertEquals(1, html.split("</script>", -1).length - 1, html);
    assertTrue(html.length() < 5_000, html);
  }

  @Test
  void displayShowsAndUpdates() throws Exception {
    List<DisplayData> shown = new ArrayList<>();
    List<DisplayData> updated = new ArrayList<>();
    Display.attach(new Display.Screen(kernel.getRenderer(), shown::add, updated::add));
    assertNull(kernel.eval("String id = display(\"<b>1</b>\", \"text/html\");"));
    kernel.eval("updateDisplay(id, \"<b>2</b>\", \"text/html\");");
    assertEquals("<b>1</b>", shown.get(0).getData(MIMEType.TEXT_HTML));
    assertEquals("", shown.get(0).getData(MIMEType.TEXT_PLAIN));
    assertEquals("<b>2</b>", updated.get(0).getData(MIMEType.TEXT_HTML));
    assertEquals(shown.get(0).getDisplayId(), updated.get(0).getDisplayId());
    assertNull(kernel.eval("display(42)"), "the id is no result");
    assertEquals("42", shown.get(1).getData(MIMEType.TEXT_PLAIN));
  }

  @Test
  void completesNames() throws Exception {
    var options = kernel.complete("moments.optim.Ad", 16);
    assertTrue(
        options.getReplacements().containsAll(List.of("Adam", "AdaGrad")),
        options.getReplacements()::toString);
    assertEquals(14, options.getSourceStart());
    assertEquals(16, options.getSourceEnd());
  }

  @Test
  void completesWhatACellDeclared() throws Exception {
    kernel.eval("int learningRateOfMine = 1;");
    assertEquals(List.of("learningRateOfMine"), kernel.complete("learningR", 9).getReplacements());
  }

  @Test
  void inspectionShowsSignatureAndDocComment() throws Exception {
    String code = "moments.tensor.Tensor.zeros(3)";
    DisplayData data = kernel.inspect(code, code.indexOf("eros"), false);
    assertTrue(text(data).contains("Tensor.zeros("), text(data));
    assertTrue(text(data).contains("\n  "), () -> "no doc comment: " + text(data));
  }

  @Test
  void inspectionNeedsNoBracket() throws Exception {
    for (String code : List.of("moments.tensor.Tensor.zeros", "moments.tensor.Tensor")) {
      DisplayData data = kernel.inspect(code, code.length(), false);
      assertTrue(text(data).contains("Tensor"), () -> code + text(data));
    }
  }

  @Test
  void inspectionOfNothingFindsNothing() throws Exception {
    assertNull(kernel.inspect("nothingAtAll", 3, false));
  }

  @Test
  void saysWhetherCodeIsComplete() throws Exception {
    assertEquals("complete", kernel.isComplete("int a = 1;\nint b = 2"));
    assertEquals("  ", kernel.isComplete("int a = 1;\nfor (;;) {"));
  }

  @Test
  void timesAStatementAndACell() throws Exception {
    assertEquals("3", text("%time 1 + 2"));
    assertEquals("5", text("%%time\nint q = 2;\nq + 3"));
    assertEquals("Compile error in line 3", fails("%%time\n\nint r = true;").report().get(0));
  }

  @Test
  void magicsThatCannotBeSaySo() throws Exception {
    assertEquals(
        "There is no magic %tim; there are %jars, %maven, %time (a statement) and %%time (the cell)",
        message(fails("%tim 1")));
    assertTrue(message(fails("%jars none/*.jar")).startsWith("%jars: found no file none/*.jar;"));
    assertTrue(message(fails("%maven a:b:1")).contains("jar of \"a:b:1\""));
  }
}
