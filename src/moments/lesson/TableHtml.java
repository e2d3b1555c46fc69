package moments.lesson;

import org.apache.commons.text.StringEscapeUtils;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table for a notebook: its name, its columns, its rows. */
final class TableHtml {
  private TableHtml() {}

  static String of(Table table) {
    StringBuilder html = new StringBuilder("<table>\n<caption>");
    html.append(StringEscapeUtils.escapeHtml4(table.name())).append("</caption>\n<tr>");
    for (String name : table.columnNames()) {
      html.append("<th>").append(StringEscapeUtils.escapeHtml4(name)).append("</th>");
    }
    html.append("</tr>\n");
    for (int row = 0; row < table.rowCount(); row++) {
      html.append("<tr>");
      for (Column<?> column : table.columns()) {
        boolean words = column.type() == ColumnType.STRING;
        html.append(words ? "<td style=\"text-align:left\">" : "<td>");
        html.append(StringEscapeUtils.escapeHtml4(column.getString(row))).append("</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</table>").toString();
  }
}
