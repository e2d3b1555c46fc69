package moments.lab;

import static java.util.stream.Collectors.joining;

import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.common.Image;
import io.github.spencerpark.jupyter.kernel.display.common.Text;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.List;
import java.util.function.Function;
import moments.tensor.Tensor;
import org.apache.commons.text.StringEscapeUtils;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.components.Figure;

/** How tables, tensors and figures look in a notebook. */
public final class NotebookRenderers {
  /** The types that are shown as more than text. */
  public static final List<Class<?>> TYPES = List.of(Table.class, Figure.class, Tensor.class);

  private static final int ROWS = 50;

  private NotebookRenderers() {}

  /** Teaches {@code renderer} the types of this project and of Tablesaw. */
  public static void register(Renderer renderer, FigureHtml figures) {
    html(renderer, Table.class, NotebookRenderers::table, NotebookRenderers::text);
    html(renderer, Figure.class, figures::of, figure -> text(FigureScript.of(figure)));
    html(renderer, Tensor.class, NotebookRenderers::tensor, Tensor::toString);
  }

  /** A renderer of them and of text and images, for kernels that are not built on our base. */
  public static Renderer ofNotebooks() {
    Renderer renderer = new Renderer();
    Text.registerAll(renderer);
    Image.registerAll(renderer);
    register(renderer, FigureHtml.ofKernel());
    return renderer;
  }

  private static <T> void html(
      Renderer renderer, Class<T> type, Function<T, String> html, Function<T, String> text) {
    renderer
        .createRegistration(type)
        .preferring(MIMEType.TEXT_HTML)
        .supporting(MIMEType.TEXT_PLAIN)
        .register(
            (value, context) -> {
              context.renderIfRequested(MIMEType.TEXT_HTML, () -> html.apply(value));
              context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> text.apply(value));
            });
  }

  static String text(Table table) {
    return table.print(ROWS);
  }

  static String text(FigureScript drawing) {
    return drawing.title();
  }

  /** All rows of a short table, the first and last ones of a long one. */
  static String table(Table table) {
    StringBuilder rows = new StringBuilder();
    int n = table.rowCount();
    for (int i = 0; i < n; i++) {
      if (n > ROWS && i == ROWS / 2) {
        rows.append("<tr>%s</tr>\n".formatted("<td>⋮</td>".repeat(table.columnCount())));
        i = n - ROWS / 2;
      }
      int at = i;
      rows.append(row(table, "td", column -> column.getString(at)));
    }
    String size = n > ROWS ? "<p>%,d rows × %d columns</p>".formatted(n, table.columnCount()) : "";
    return """
        <table>
        <caption>%s</caption>
        <thead>%s</thead>
        <tbody>
        %s</tbody>
        </table>%s"""
        .formatted(escape(table.name()), row(table, "th", Column::name), rows, size);
  }

  private static String row(Table table, String tag, Function<Column<?>, String> cell) {
    return table.columns().stream()
        .map(
            column ->
                "<%1$s style=\"text-align: %2$s\">%3$s</%1$s>"
                    .formatted(
                        tag,
                        column instanceof NumericColumn ? "right" : "left",
                        escape(cell.apply(column))))
        .collect(joining("", "<tr>", "</tr>\n"));
  }

  private static String tensor(Tensor tensor) {
    String text = tensor.toString();
    String shape = "Tensor " + tensor.shapeText();
    return "<div><b>%s</b></div><pre>%s</pre>"
        .formatted(shape, escape(text.substring(shape.length()).strip().replace("], [", "],\n [")));
  }

  private static String escape(String text) {
    return StringEscapeUtils.escapeXml10(text);
  }
}
