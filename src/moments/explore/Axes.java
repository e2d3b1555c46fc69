package moments.explore;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * The axes of charts that are shown in turn: those of the first chart, with room for all of them.
 *
 * @param ranges x0, x1, y0 and y1 where the first chart sets them, or empty
 */
record Axes(List<Chart> all, boolean logX, boolean logY, double... ranges) {
  JsonObject x(String title) {
    return axis(title, logX, spanX());
  }

  JsonObject y(String title) {
    return axis(
        title,
        logY,
        ranges.length > 0 ? Arrays.copyOfRange(ranges, 2, 4) : span(logY, Chart.Line::y));
  }

  /** The lowest and the highest x. */
  double[] spanX() {
    return ranges.length > 0 ? Arrays.copyOf(ranges, 2) : span(logX, Chart.Line::x);
  }

  /** Whether there is no point that could show. */
  boolean areBlank() {
    return values(logY, Chart.Line::y).findAny().isEmpty();
  }

  private JsonObject axis(String title, boolean log, double... span) {
    JsonObject json = new JsonObject();
    json.addProperty("title", title);
    json.addProperty("log", log);
    if (ranges.length > 0 || all.size() > 1) {
      double low = log ? Math.log10(span[0]) : span[0];
      double high = log ? Math.log10(span[1]) : span[1];
      double margin = ranges.length > 0 ? 0 : (high - low) / 20;
      json.add("range", Numbers.json(low - margin, high + margin));
    }
    return json;
  }

  private double[] span(boolean log, Function<Chart.Line, double[]> coordinate) {
    DoubleSummaryStatistics values = values(log, coordinate).summaryStatistics();
    return new double[] {values.getMin(), values.getMax()};
  }

  private DoubleStream values(boolean log, Function<Chart.Line, double[]> coordinate) {
    return all.stream()
        .flatMap(chart -> chart.lines().stream())
        .flatMapToDouble(line -> DoubleStream.of(coordinate.apply(line)))
        .filter(value -> Double.isFinite(value) && (value > 0 || !log));
  }
}
