package moments.explore;

import static java.util.stream.Collectors.joining;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import moments.plot.Palette;
import tech.tablesaw.plotly.components.Figure;

/**
 * Lines and points in one coordinate system.
 *
 * <pre>{@code
 * Chart.of("Distance", "step t", "|θ|").line("sgd", distances).logY().figure()
 * }</pre>
 *
 * <p>A line whose name is, or starts with, an optimizer's name or label has that optimizer's
 * colour; a second one of that colour is dashed, a third dotted.
 */
public final class Chart {
  private static final String GREY = "#888888";
  private static final String[] DASHES = {"solid", "dash", "dot", "dashdot"};
  private static final String[] LEVEL_DASHES = {"dash", "dot", "longdashdot"};

  /** A line through no more points than these marks each: it tells what was measured. */
  private static final int FEW = 30;

  private static final List<String> PARTS =
      List.of(
          "number.js", "theme.js", "player.js", "card.js", "marker.js", "element.js", "figure.css");

  private static final String LEVEL = "level";

  private record Line(String name, String mode, double[] x, double[] y) {
    boolean isLevel() {
      return mode.equals(LEVEL);
    }
  }

  private final String title;
  private final String xTitle;
  private final String yTitle;
  private final List<Line> lines = new ArrayList<>();
  private boolean logX;
  private boolean logY;
  private boolean square;
  private double[] ranges = {};

  private Chart(String title, String xTitle, String yTitle) {
    this.title = title;
    this.xTitle = xTitle;
    this.yTitle = yTitle;
  }

  /** An empty chart; the titles of the axes name quantity and unit. */
  public static Chart of(String title, String xTitle, String yTitle) {
    return new Chart(title, xTitle, yTitle);
  }

  /**
   * Adds a line through the points (x, y); where y is NaN or infinite it has a gap.
   *
   * @throws IllegalArgumentException if {@code x} and {@code y} differ in length
   */
  public Chart line(String name, double[] x, double[] y) {
    return add(name, x.length > FEW ? "lines" : "lines+markers", x, y);
  }

  /** Adds a line through (0, y[0]), (1, y[1]) and so on. */
  public Chart line(String name, double... y) {
    return line(name, IntStream.range(0, y.length).asDoubleStream().toArray(), y);
  }

  /**
   * Adds the points (x, y).
   *
   * @throws IllegalArgumentException if {@code x} and {@code y} differ in length
   */
  public Chart points(String name, double[] x, double[] y) {
    return add(name, "markers", x, y);
  }

  /** Adds a dashed grey line at the height {@code y}, from the lowest x to the highest. */
  public Chart level(String name, double y) {
    lines.add(new Line(name, LEVEL, new double[0], new double[] {y, y}));
    return this;
  }

  private Chart add(String name, String mode, double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "Chart \"%s\": line \"%s\" needs as many x as y, got %d and %d"
              .formatted(title, name, x.length, y.length));
    }
    lines.add(new Line(name, mode, x.clone(), y.clone()));
    return this;
  }

  /** A logarithmic x axis; only x &gt; 0 shows. */
  public Chart logX() {
    logX = true;
    return this;
  }

  /** A logarithmic y axis; only y &gt; 0 shows. */
  public Chart logY() {
    logY = true;
    return this;
  }

  /** Shows x0 ≤ x ≤ x1 and y0 ≤ y ≤ y1 and nothing else. */
  public Chart range(double x0, double x1, double y0, double y1) {
    ranges = new double[] {x0, x1, y0, y1};
    return this;
  }

  /** One unit of y is as long as one of x, so that circles are round. */
  public Chart square() {
    square = true;
    return this;
  }

  /**
   * The figure as it is now.
   *
   * @throws IllegalStateException if there is nothing in it
   */
  public Figure figure() {
    return scripted(title, description(), json(List.of(this)));
  }

  /** A figure that {@code figure.js} draws. */
  static Figure scripted(String title, String description, JsonObject content) {
    return new ScriptedFigure(title, description, "figure.js", content, PARTS);
  }

  /** What is to be seen, in a sentence. */
  String description() {
    return "Chart of %s against %s: %s. Lines: %s."
        .formatted(
            yTitle,
            xTitle,
            title,
            lines.stream()
                .map(line -> Palette.startingWith(line.name).map(Palette::label).orElse(line.name))
                .collect(joining(", ")));
  }

  String title() {
    return title;
  }

  /** What the script reads; the axes have room for {@code all}, which are shown in turn. */
  JsonObject json(List<Chart> all) {
    if (lines.isEmpty()) {
      throw new IllegalStateException(
          "Chart \"%s\" has no lines; add one with .line(name, y)".formatted(title));
    }
    JsonObject json = new JsonObject();
    json.addProperty("title", title);
    json.add("x", axis(xTitle, logX, all, 0));
    json.add("y", axis(yTitle, logY, all, 1));
    json.addProperty("square", square);
    json.add("lines", lines(all));
    if (isBlank(all)) {
      json.addProperty(
          "note", "nothing to show: no value is finite" + (logY ? " and above 0" : ""));
    }
    return json;
  }

  /** The lines with their looks; a level reaches as far as the lines of {@code all}. */
  JsonArray lines(List<Chart> all) {
    Map<String, Integer> drawn = new HashMap<>();
    int spare = 0;
    int levels = 0;
    JsonArray array = new JsonArray();
    for (Line line : lines) {
      JsonObject json = new JsonObject();
      if (line.isLevel()) {
        json.addProperty("name", line.name);
        json.addProperty("color", GREY);
        json.addProperty("dash", LEVEL_DASHES[levels++ % LEVEL_DASHES.length]);
        json.add("x", Digits.json(span(all, 0)));
      } else {
        Optional<Palette> known = Palette.startingWith(line.name);
        Palette look = known.isPresent() ? known.get() : Palette.spare(line.name, spare++);
        int before = drawn.merge(look.color() + line.mode, 1, Integer::sum) - 1;
        json.addProperty("name", look.label());
        json.addProperty("color", look.color());
        json.addProperty("symbol", look.symbol().toString());
        json.addProperty("dash", DASHES[before % DASHES.length]);
        json.add("x", Digits.json(line.x));
      }
      json.addProperty("mode", line.isLevel() ? "lines" : line.mode);
      json.add("y", Digits.json(line.y));
      array.add(json);
    }
    return array;
  }

  /** The lines of {@code other}: y, and x where it is not as it is here. */
  JsonArray changed(Chart other) {
    List<String> names = lines.stream().map(Line::name).toList();
    List<String> others = other.lines.stream().map(Line::name).toList();
    if (!names.equals(others)) {
      throw new IllegalArgumentException(
          "Slides: each chart needs the same lines, got %s in one and %s in another"
              .formatted(names, others));
    }
    JsonArray array = new JsonArray();
    for (int i = 0; i < names.size(); i++) {
      Line line = other.lines.get(i);
      JsonObject json = new JsonObject();
      if (!Arrays.equals(line.x, lines.get(i).x)) {
        json.add("x", Digits.json(line.x));
      }
      json.add("y", Digits.json(line.y));
      array.add(json);
    }
    return array;
  }

  private boolean isBlank(List<Chart> all) {
    return all.stream()
        .flatMap(chart -> chart.lines.stream())
        .flatMapToDouble(line -> DoubleStream.of(line.y))
        .noneMatch(y -> Double.isFinite(y) && (y > 0 || !logY));
  }

  private JsonObject axis(String name, boolean log, List<Chart> all, int dimension) {
    JsonObject json = new JsonObject();
    json.addProperty("title", name);
    json.addProperty("log", log);
    if (ranges.length > 0 || all.size() > 1) {
      double[] span = span(all, dimension);
      double low = log ? Math.log10(span[0]) : span[0];
      double high = log ? Math.log10(span[1]) : span[1];
      double margin = ranges.length > 0 ? 0 : (high - low) / 20;
      json.add("range", Digits.json(low - margin, high + margin));
    }
    return json;
  }

  /** From where to where the x (dimension 0) or y (1) of {@code all} reach. */
  private double[] span(List<Chart> all, int dimension) {
    if (ranges.length > 0) {
      return Arrays.copyOfRange(ranges, 2 * dimension, 2 * dimension + 2);
    }
    boolean log = dimension == 0 ? logX : logY;
    DoubleSummaryStatistics values =
        all.stream()
            .flatMap(chart -> chart.lines.stream())
            .flatMapToDouble(line -> DoubleStream.of(dimension == 0 ? line.x : line.y))
            .filter(value -> Double.isFinite(value) && (value > 0 || !log))
            .summaryStatistics();
    return new double[] {values.getMin(), values.getMax()};
  }
}
