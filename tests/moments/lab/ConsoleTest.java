package moments.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import moments.explore.Chart;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** What display does in a plain JShell. */
class ConsoleTest {
  @Test
  void tablesArePrinted() {
    Table table = Table.create("t", IntColumn.create("n", 1, 2));

    assertEquals(table.print().strip(), printedBy(() -> Display.display(table)));
    assertEquals("42", printedBy(() -> Display.display(42)));
  }

  @Test
  void aWideTableGoesOnBelowAfterItsFirstColumn() {
    Table wide =
        Table.create(
            "t",
            IntColumn.create("step", 1, 2),
            IntColumn.create("a column", 3, 4),
            IntColumn.create("another one", 5, 6));

    assertEquals(
        wide.selectColumns("step", "a column").print().strip()
            + "\n\n"
            + wide.selectColumns("step", "another one").print(),
        TerminalTable.text(wide, 50, 25).strip());
    assertEquals(wide.print(), TerminalTable.text(wide, 50, 80));
  }

  @Test
  void aFigureIsNamedByItsTitle() {
    Figure titled = Chart.of("ε, and more?", "x", "y").line("a", 1, 2).figure();
    String line =
        printedBy(
            () -> {
              Display.display(titled);
              Display.display(titled);
            });
    Path folder = Path.of("target", "figures");
    assertEquals(
        List.of(
            "ε, and more?: " + folder.resolve("ε-and-more.html"),
            "ε, and more?: " + folder.resolve("ε-and-more-2.html")),
        line.lines().toList());
  }

  @Test
  void figuresBecomePagesThatNeedNoOtherFile() throws Exception {
    Path page = Path.of("target", "figures", "untitled-figure.html");

    String line =
        printedBy(
            () -> {
              String id = Display.display(figure(1, 2));
              Display.updateDisplay(id, figure(1, 3));
            });
    assertEquals("Untitled figure: " + page, line);
    String html = Files.readString(page);
    assertTrue(html.length() > 500_000 && !html.contains("<script src"));
    assertTrue(html.contains("\"3.0\""), "the last state");
  }

  private static Figure figure(double... y) {
    return new Figure(ScatterTrace.builder(y, y).build());
  }

  private static String printedBy(Runnable code) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream console = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    Display.Screen before = Display.attach(Console.screen());
    try {
      code.run();
    } finally {
      Display.attach(before);
      System.setOut(console);
    }
    return printed.toString(UTF_8).strip();
  }
}
