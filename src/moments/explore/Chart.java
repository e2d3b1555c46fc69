package moments.explore;

import static java.util.stream.Collectors.joining;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** A line through at most this many points marks each of them, as what was measured. */
  private static final int FEW = 30;

  private static final List<String> PARTS =
      List.of(
          "number.js", "theme.js", "player.js", "card.js", "marker.js", "element.js", "figure.css");

  private static final String LEVEL = "level";

  record Line(String name, String mode, double[] x, double[] y) {
    /** Whether there is a line and not only points. */
    boolean isDrawn() {
      return mode.startsWith("lines");
    }

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

  /** An empty chart; each axis title names a quantity and its unit. */
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

  /**
   * Adds a grey reference line at {@code y}, from the lowest x to the highest; each has its own
   * dashes.
   */
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

  /** Makes the x axis logarithmic; only points with x &gt; 0 show. */
  public Chart logX() {
    logX = true;
    return this;
  }

  /** Makes the y axis logarithmic; only points with y &gt; 0 show. */
  public Chart logY() {
    logY = true;
    return this;
  }

  /** Shows only x0 ≤ x ≤ x1 and y0 ≤ y ≤ y1. */
  public Chart range(double x0, double x1, double y0, double y1) {
    ranges = new double[] {x0, x1, y0, y1};
    return this;
  }

  /** Makes a unit of y as long as a unit of x, so that circles look round. */
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

  /** What the chart shows, for readers who cannot see it. */
  String description() {
    return "%s Chart, %s across, %s up: %s."
        .formatted(
            title.matches(".*[.?!]") ? title : title + ".",
            xTitle,
            yTitle,
            lines.stream().map(LineWords::of).collect(joining("; ")));
  }

  String title() {
    return title;
  }

  /** What {@code figure.js} reads; the axes have room for {@code all} charts, shown in turn. */
  JsonObject json(List<Chart> all) {
    if (lines.isEmpty()) {
      throw new IllegalStateException(
          "Chart \"%s\" has no lines; add one with .line(name, y)".formatted(title));
    }
    JsonObject json = new JsonObject();
    json.addProperty("title", title);
    Axes axes = new Axes(all, logX, logY, ranges);
    json.add("x", axes.x(xTitle));
    json.add("y", axes.y(yTitle));
    json.addProperty("square", square);
    json.add("lines", lines(axes.spanX()));
    if (axes.areBlank()) {
      json.addProperty(
          "note", "nothing to show: no value is finite" + (logY ? " and above 0" : ""));
    }
    return json;
  }

  List<Line> lines() {
    return lines;
  }

  /** The lines with their looks; a level goes from the one end of {@code span} to the other. */
  private JsonArray lines(double... span) {
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
        json.add("x", Numbers.json(span));
      } else {
        Optional<Palette> known = Palette.startingWith(line.name);
        Palette look = known.isPresent() ? known.get() : Palette.spare(line.name, spare++);
        int before = drawn.merge(look.color() + line.isDrawn(), 1, Integer::sum) - 1;
        json.addProperty("name", look.label());
        json.addProperty("color", look.color());
        json.addProperty("symbol", look.symbol().toString());
        json.addProperty("dash", DASHES[before % DASHES.length]);
        json.add("x", Numbers.json(line.x));
      }
      json.addProperty("mode", line.isLevel() ? "lines" : line.mode);
      json.add("y", Numbers.json(line.y));
      array.add(json);
    }
    return array;
  }

  /** The lines of {@code other}: y, and x where it differs from this chart's. */
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
        json.add("x", Numbers.json(line.x));
      }
      json.add("y", Numbers.json(line.y));
      array.add(json);
    }
    return array;
  }
}
