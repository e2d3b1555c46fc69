package moments.explore;

import static java.util.stream.Collectors.joining;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import moments.nn.Parameter;
import moments.optim.Optimizer;
import moments.plot.Palette;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * The paths of several optimizers over a surface of two variables, step by step together.
 *
 * <pre>{@code
 * Trajectories.on(Surfaces.bowl(), -6, 6, -3, 3)
 *     .run("sgd", p -> new Sgd(p, 0.4))
 *     .run("adam", p -> new Adam(p, 0.4))
 *     .figure(30, -5, -2)
 * }</pre>
 */
public final class Trajectories {
  private record Runner(String name, Function<List<Parameter>, ? extends Optimizer> make) {
    String label() {
      return Palette.startingWith(name).map(Palette::label).orElse(name);
    }
  }

  private final Surface f;
  private final double[] x;
  private final double[] y;
  private final List<Runner> runners = new ArrayList<>();
  private String name;

  private Trajectories(Surface f, double[] x, double[] y) {
    this.f = f;
    this.x = x;
    this.y = y;
    name = f.formula();
  }

  /**
   * The map of {@code f} over x0 ≤ θ1 ≤ x1 and y0 ≤ θ2 ≤ y1, without optimizers yet.
   *
   * @throws IllegalArgumentException if not x0 &lt; x1 and y0 &lt; y1
   */
  public static Trajectories on(Surface f, double x0, double x1, double y0, double y1) {
    if (!(x0 < x1 && y0 < y1)) {
      throw new IllegalArgumentException(
          "Trajectories.on: expected x0 < x1 and y0 < y1, got %s, %s and %s, %s"
              .formatted(x0, x1, y0, y1));
    }
    return new Trajectories(f, new double[] {x0, x1}, new double[] {y0, y1});
  }

  /**
   * Adds an optimizer.
   *
   * @param optimizer its name, which gives the colour: {@code adam}, or {@code adam, β₁ = 0}
   * @param make the optimizer for a parameter, {@code p -> new Adam(p, 0.1)}
   */
  public Trajectories run(String optimizer, Function<List<Parameter>, ? extends Optimizer> make) {
    runners.add(new Runner(optimizer, make));
    return this;
  }

  /** Calls the surface {@code name} in the title, instead of its formula. */
  public Trajectories named(String name) {
    this.name = name;
    return this;
  }

  /**
   * The map with the paths, a slider and a button that go through them, and below them the state of
   * each optimizer at that step, as {@link Stepper} has it; the last step is shown first.
   *
   * @param x θ1 of the start
   * @param y θ2 of the start
   * @throws IllegalArgumentException if there is no optimizer, or {@code steps} is less than 1
   */
  public Figure figure(int steps, double x, double y) {
    if (runners.isEmpty() || steps < 1) {
      throw new IllegalArgumentException(
          "Trajectories.figure: expected 1 step or more and 1 optimizer or more, got %d and %d"
              .formatted(steps, runners.size()));
    }
    String from = "θ = (%s, %s)".formatted(Numbers.text(x, 4), Numbers.text(y, 4));
    String of = name.isEmpty() ? "" : name + ": ";
    Chart chart = Chart.of("%s%d steps from %s".formatted(of, steps, from), "θ₁", "θ₂");
    chart.range(this.x[0], this.x[1], this.y[0], this.y[1]);
    double aspect = (this.x[1] - this.x[0]) / (this.y[1] - this.y[0]);
    boolean square = aspect > 0.4 && aspect < 4;
    if (square) {
      chart.square(); // or the gradient would not be perpendicular to the contour lines
    }
    List<Table> tables = new ArrayList<>();
    for (Runner runner : runners) {
      Table table = Stepper.run(f, runner.make, steps, x, y);
      tables.add(table);
      chart.line(runner.name, values(table, "θ1"), values(table, "θ2"));
    }
    ContourMap relief = new ContourMap(f, this.x, this.y);
    JsonArray marks = new JsonArray();
    marks.add(mark("start", x, y));
    relief.minima().forEach(at -> marks.add(mark("minimum", at[0], at[1])));
    JsonObject json = chart.json(List.of(chart));
    json.add("relief", relief.json());
    json.add("marks", marks);
    json.add("tables", states(tables, json.getAsJsonArray("lines")));
    json.addProperty("steps", steps);
    json.addProperty("aspect", square ? aspect : 1);
    return Chart.scripted(chart.title(), description(chart.title(), tables), json);
  }

  private String description(String title, List<Table> tables) {
    String ends =
        IntStream.range(0, tables.size())
            .mapToObj(
                i ->
                    "%s at f = %s"
                        .formatted(
                            runners.get(i).label(),
                            Numbers.text(last(tables.get(i).doubleColumn("f")), 3)))
            .collect(joining(", "));
    return "Map of a surface with paths. %s. At the end: %s.".formatted(title, ends);
  }

  private static double last(DoubleColumn column) {
    return column.get(column.size() - 1);
  }

  private static double[] values(Table table, String column) {
    return table.doubleColumn(column).asDoubleArray();
  }

  private static JsonObject mark(String name, double x, double y) {
    JsonObject mark = new JsonObject();
    mark.addProperty("name", name);
    mark.add("x", Numbers.json(x));
    mark.add("y", Numbers.json(y));
    return mark;
  }

  /** What each optimizer knows at every step, with its look: rows of one or two variables. */
  private static JsonArray states(List<Table> tables, JsonArray looks) {
    JsonArray states = new JsonArray();
    for (int i = 0; i < tables.size(); i++) {
      Table table = tables.get(i);
      Map<String, JsonArray> rows = new LinkedHashMap<>();
      for (String column : table.columnNames().subList(1, table.columnCount())) {
        rows.computeIfAbsent(column.replaceAll("[12]$", ""), name -> new JsonArray())
            .add(Numbers.exact(values(table, column)));
      }
      JsonObject look = looks.get(i).getAsJsonObject();
      JsonObject state = new JsonObject();
      state.add("label", look.get("name"));
      state.add("color", look.get("color"));
      state.add("symbol", look.get("symbol"));
      JsonArray array = new JsonArray();
      rows.forEach((name, values) -> array.add(row(name, values)));
      state.add("rows", array);
      states.add(state);
    }
    return states;
  }

  private static JsonObject row(String name, JsonArray values) {
    JsonObject row = new JsonObject();
    row.addProperty("name", name);
    row.add("values", values);
    return row;
  }
}
