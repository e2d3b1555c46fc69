package moments.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/** A table as text that fits a terminal: what is too wide goes on below, after its first column. */
final class TerminalTable {
  /** The system property with the width of the terminal. */
  static final String WIDTH = "moments.columns";

  private static final int USUAL = 80;

  private TerminalTable() {}

  static String text(Table table, int rows) {
    return text(table, rows, Integer.getInteger(WIDTH, USUAL));
  }

  static String text(Table table, int rows, int width) {
    List<Table> parts = new ArrayList<>();
    Table part = table.emptyCopy();
    List<String> names = new ArrayList<>();
    for (String name : table.columnNames()) {
      List<String> more = new ArrayList<>(names);
      more.add(name);
      if (names.size() > 1 && width(table.selectColumns(array(more)), rows) > width) {
        parts.add(table.selectColumns(array(names)));
        more = List.of(names.get(0), name);
      }
      names = new ArrayList<>(more);
      part = table.selectColumns(array(names));
    }
    parts.add(part);
    return parts.stream().map(one -> one.print(rows)).collect(Collectors.joining("\n\n"));
  }

  private static String[] array(List<String> names) {
    return names.toArray(String[]::new);
  }

  private static int width(Table table, int rows) {
    return table.print(rows).lines().mapToInt(String::length).max().orElse(0);
  }
}
