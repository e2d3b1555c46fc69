package moments.plot;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import moments.train.Output;
import org.apache.commons.text.StringEscapeUtils;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.components.Figure;

/**
 * One self-contained HTML page: it holds its library, its figures and its style, and is forbidden
 * (by its content security policy) to load anything else.
 *
 * @param title the heading
 * @param notice what the reader must know first, or an empty text
 * @param summary the figures in numbers; every column but the first is set to the right
 * @param closing the sentence below the table
 * @param figures one below the other
 * @param details the small print: settings and machine, in their order
 */
public record Report(
    String title,
    String notice,
    Table summary,
    String closing,
    List<Figure> figures,
    Map<String, String> details) {

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>%1$s</title>
      <style>
      %2$s</style>
      </head>
      <body>
      <main>
      <h1>%1$s</h1>
      %3$s%4$s
      <p class="closing">%5$s</p>
      <noscript><p class="notice">The figures need JavaScript; the table needs none.</p></noscript>
      <script>%6$s</script>
      <script>
      %7$s</script>
      %8$s<footer><dl>
      %9$s</dl></footer>
      </main>
      </body>
      </html>
      """;

  /**
   * Writes the page to {@code file}, whole or not at all.
   *
   * @throws java.io.UncheckedIOException if that fails, with the path and what to do
   */
  public void write(Path file) {
    Output.write(
        file,
        PAGE.formatted(
            escape(title),
            Plotly.text("page.css"),
            notice.isEmpty() ? "" : "<p class=\"notice\">%s</p>\n".formatted(escape(notice)),
            table(),
            escape(closing),
            Plotly.source(),
            Plotly.script("page.js"),
            plots(),
            smallPrint()));
  }

  private String table() {
    StringBuilder rows = new StringBuilder(row("th", Column::name));
    for (int i = 0; i < summary.rowCount(); i++) {
      int at = i;
      rows.append(row("td", column -> column.getString(at)));
    }
    return """
        <p class="caption">%s</p>
        <div class="wide"><table>
        %s</table></div>"""
        .formatted(escape(summary.name()), rows);
  }

  private String row(String tag, Function<Column<?>, String> cell) {
    return summary.columns().stream()
        .map(column -> "<%1$s>%2$s</%1$s>".formatted(tag, escape(cell.apply(column))))
        .collect(joining("", "<tr>", "</tr>\n"));
  }

  private String plots() {
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < figures.size(); i++) {
      String id = "figure" + (i + 1);
      html.append("<figure id=\"%s\"></figure>\n".formatted(id));
      html.append(figures.get(i).asJavascript(id));
    }
    return html.toString();
  }

  private String smallPrint() {
    return details.entrySet().stream()
        .map(d -> "<dt>%s</dt><dd>%s</dd>\n".formatted(escape(d.getKey()), escape(d.getValue())))
        .collect(joining());
  }

  private static String escape(String text) {
    return StringEscapeUtils.escapeXml10(text);
  }
}
