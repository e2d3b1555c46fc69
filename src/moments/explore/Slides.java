package moments.explore;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import tech.tablesaw.plotly.components.Figure;

/**
 * A chart that changes with one number, with a slider and a button that plays through its values.
 */
public final class Slides {
  private Slides() {}

  /**
   * A figure with one chart for each of {@code values}; it starts at the first.
   *
   * <p>The axes have room for all charts, unless the first chart sets a range.
   *
   * @param label the name of the number, such as {@code η}
   * @param chart makes the chart for a value; all charts have the same lines in the same order
   * @throws IllegalArgumentException if there are no values, or a chart's lines differ from the
   *     first chart's
   */
  public static Figure of(String label, double[] values, DoubleFunction<Chart> chart) {
    if (values.length == 0) {
      throw new IllegalArgumentException(
          "Slides \"%s\": there are no values; pass one for each chart".formatted(label));
    }
    List<Chart> charts = Arrays.stream(values).mapToObj(chart).toList();
    Chart first = charts.get(0);
    JsonObject json = first.json(charts);
    JsonArray frames = new JsonArray();
    for (int i = 0; i < values.length; i++) {
      JsonObject frame = new JsonObject();
      frame.addProperty("label", Numbers.text(values[i], 6));
      frame.addProperty("title", charts.get(i).title());
      frame.add("lines", first.changed(charts.get(i)));
      frames.add(frame);
    }
    json.addProperty("label", label);
    json.add("frames", frames);
    return Chart.scripted(
        first.title(),
        "%s It changes with %s, from %s to %s."
            .formatted(
                first.description(),
                label,
                Numbers.text(values[0], 6),
                Numbers.text(values[values.length - 1], 6)),
        json);
  }
}
