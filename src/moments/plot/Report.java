package moments.plot;

import io.pebbletemplates.pebble.PebbleEngine;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import moments.train.Output;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * A self-contained HTML page: it holds its library, its figures and its style, and its content
 * security policy forbids it to load anything else.
 *
 * @param title the heading
 * @param notice what the reader must know first, or an empty string
 * @param summary the results as numbers; every column but the first is right-aligned
 * @param closing the sentence below the table
 * @param figures shown one below the other
 * @param more tables below the figures; theirs are texts, left-aligned
 * @param details the small print, in this order: settings and machine
 */
public record Report(
    String title,
    String notice,
    Table summary,
    String closing,
    List<Figure> figures,
    List<Table> more,
    Map<String, String> details) {
  /** Escapes whatever it fills in, unless the template marks it as raw. */
  private static final PebbleEngine TEMPLATES = new PebbleEngine.Builder().build();

  /** A page without further tables. */
  public Report(
      String title,
      String notice,
      Table summary,
      String closing,
      List<Figure> figures,
      Map<String, String> details) {
    this(title, notice, summary, closing, figures, List.of(), details);
  }

  /**
   * Writes the whole page to {@code file}, or nothing.
   *
   * @throws java.io.UncheckedIOException if that fails, with the path and what to do
   */
  public void write(Path file) {
    Map<String, Object> parts =
        Map.of(
            "report", this,
            "rows", unbroken(summary),
            "more", more.stream().map(Report::shown).toList(),
            "style", Plotly.text("page.css"),
            "plotly", Plotly.source(),
            "script", Plotly.script("page.js"));
    StringWriter html = new StringWriter();
    try {
      TEMPLATES.getLiteralTemplate(Plotly.text("page.html")).evaluate(html, parts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Output.write(file, html.toString());
  }

  private static Map<String, Object> shown(Table table) {
    return Map.of(
        "name", table.name(),
        "columns", unbroken(table.columnNames()),
        "rows", unbroken(table));
  }

  /**
   * On a telephone, lines do not end between {@code ±} or a name and its number, nor before a unit.
   */
  private static List<String> unbroken(List<String> cells) {
    return cells.stream().map(cell -> cell.replaceAll(" (?=[\\d%]|s$)", "\u00a0")).toList();
  }

  private static List<List<String>> unbroken(Table table) {
    return IntStream.range(0, table.rowCount())
        .mapToObj(i -> table.columns().stream().map(column -> column.getString(i)).toList())
        .map(Report::unbroken)
        .toList();
  }
}
