package moments.explore;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.plotly.components.Figure;

/**
 * A table of numbers as coloured cells, and a slider for the threshold that a number must exceed to
 * be coloured.
 *
 * <pre>{@code
 * Matrix.of("Relative error", "three steps", "one step").row("a", 0.1, 0).figure("tolerance", 1e-6)
 * }</pre>
 *
 * <p>The colour goes with the logarithm of the number. A NaN or an infinity counts as the largest.
 */
public final class Matrix {
  private record Row(String name, double[] values) {}

  private final String title;
  private final List<String> columns;
  private final List<Row> rows = new ArrayList<>();

  private Matrix(String title, String... columns) {
    this.title = title;
    this.columns = List.of(columns);
  }

  /**
   * A matrix without rows.
   *
   * @throws IllegalArgumentException if there is no column
   */
  public static Matrix of(String title, String... columns) {
    if (columns.length == 0) {
      throw new IllegalArgumentException(
          "Matrix \"%s\": there are no columns; name one or more".formatted(title));
    }
    return new Matrix(title, columns);
  }

  /**
   * Adds a row, below the others.
   *
   * @throws IllegalArgumentException if there is not one value for each column
   */
  public Matrix row(String name, double... values) {
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(
          "Matrix \"%s\": row \"%s\" needs a value for each of the %d columns, got %d"
              .formatted(title, name, columns.size(), values.length));
    }
    rows.add(new Row(name, values.clone()));
    return this;
  }

  /**
   * The figure, with the first threshold shown first; above it stands how many rows exceed it
   * somewhere.
   *
   * @param label what the threshold is, {@code tolerance}
   * @throws IllegalArgumentException if there is no row, no threshold, or one that is not positive
   */
  public Figure figure(String label, double... thresholds) {
    if (rows.isEmpty()
        || thresholds.length == 0
        || !Arrays.stream(thresholds).allMatch(x -> x > 0)) {
      throw new IllegalArgumentException(
          "Matrix \"%s\": expected 1 row or more and positive thresholds, got %d and %s"
              .formatted(title, rows.size(), Arrays.toString(thresholds)));
    }
    return new ScriptedFigure(
        title, description(label, thresholds), "matrix.js", json(label, thresholds), List.of());
  }

  JsonObject json(String label, double... thresholds) {
    JsonObject json = new JsonObject();
    json.addProperty("title", title);
    json.addProperty("label", label);
    json.add("columns", strings(columns));
    json.add("rows", strings(rows.stream().map(Row::name).toList()));
    JsonArray values = new JsonArray();
    rows.forEach(row -> values.add(Numbers.json(row.values)));
    json.add("values", values);
    JsonArray frames = new JsonArray();
    for (double threshold : thresholds) {
      JsonObject frame = new JsonObject();
      frame.addProperty("label", Numbers.text(threshold, 6));
      frame.addProperty("threshold", threshold);
      frame.addProperty("count", count(threshold));
      frames.add(frame);
    }
    json.add("frames", frames);
    return json;
  }

  private static boolean exceeds(Row row, double threshold) {
    return Arrays.stream(row.values).anyMatch(value -> !(value <= threshold));
  }

  private static JsonArray strings(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  private String description(String label, double... thresholds) {
    return "%s: %d rows by %d columns of coloured numbers; with %s %s, %s."
        .formatted(
            title,
            rows.size(),
            columns.size(),
            label,
            Numbers.text(thresholds[0], 6),
            count(thresholds[0]) + " exceed it somewhere");
  }

  private String count(double threshold) {
    long exceeding = rows.stream().filter(row -> exceeds(row, threshold)).count();
    return "%d of %d rows".formatted(exceeding, rows.size());
  }
}
