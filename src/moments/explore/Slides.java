package moments.explore;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import tech.tablesaw.plotly.components.Figure;

/** A chart that changes with one number: a slider, and a button that plays it. */
public final class Slides {
  private Slides() {}

  /**
   * A figure with one chart for each of {@code values}, the first of them shown first.
   *
   * <p>The axes have room for all charts, unless the first has a range of its own.
   *
   * @param label what the number is, {@code η}
   * @param chart the chart for a value; each has the same lines in the same order
   * @throws IllegalArgumentException if there is no value, or a chart has other lines than the
   *     first
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
      frame.addProperty("label", Digits.label(values[i], 6));
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
                Digits.label(values[0], 6),
                Digits.label(values[values.length - 1], 6)),
        json);
  }
}
