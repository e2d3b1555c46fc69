package moments.explore;

import static java.util.stream.Collectors.joining;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import moments.nn.Parameter;
import moments.optim.Optimizer;
import moments.plot.Palette;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * The ways of several optimizers over a surface of two variables, step by step together.
 *
 * <pre>{@code
 * Trails.on(Surfaces.bowl(), -6, 6, -3, 3)
 *     .run("sgd", p -> new Sgd(p, 0.4))
 *     .run("adam", p -> new Adam(p, 0.4))
 *     .figure(30, -5, -2)
 * }</pre>
 */
public final class Trails {
  private static final int MILLISECONDS = 300;

  private record Runner(String name, Function<List<Parameter>, ? extends Optimizer> make) {}

  private final Surface f;
  private final double[] x;
  private final double[] y;
  private final List<Runner> runners = new ArrayList<>();

  private Trails(Surface f, double[] x, double[] y) {
    this.f = f;
    this.x = x;
    this.y = y;
  }

  /**
   * The map of {@code f} over x0 ≤ θ1 ≤ x1, y0 ≤ θ2 ≤ y1, without optimizers yet.
   *
   * @throws IllegalArgumentException if x0 &lt; x1 or y0 &lt; y1 does not hold
   */
  public static Trails on(Surface f, double x0, double x1, double y0, double y1) {
    if (!(x0 < x1 && y0 < y1)) {
      throw new IllegalArgumentException(
          "Trails.on: expected x0 < x1 and y0 < y1, got x from %s to %s and y from %s to %s"
              .formatted(x0, x1, y0, y1));
    }
    return new Trails(f, new double[] {x0, x1}, new double[] {y0, y1});
  }

  /**
   * Adds an optimizer.
   *
   * @param optimizer its name, which gives the colour: {@code adam}, or {@code adam, β₁ = 0}
   * @param make the optimizer for a parameter, {@code p -> new Adam(p, 0.1)}
   */
  public Trails run(String optimizer, Function<List<Parameter>, ? extends Optimizer> make) {
    runners.add(new Runner(optimizer, make));
    return this;
  }

  /** The figure of {@code steps} steps from (x, y), which shows the last of them first. */
  public Figure figure(int steps, double x, double y) {
    List<Table> tables =
        runners.stream().map(runner -> Stepper.run(f, runner.make, steps, x, y)).toList();
    Chart chart = Chart.of("f(θ), the start and the ways from it", "θ1", "θ2");
    chart.range(this.x[0], this.x[1], this.y[0], this.y[1]);
    Relief relief = new Relief(f, this.x, this.y);
    relief
        .lowest()
        .ifPresent(at -> chart.points("lowest", new double[] {at[0]}, new double[] {at[1]}));
    chart.points("start", new double[] {x}, new double[] {y});
    JsonArray moving = new JsonArray();
    for (int i = 0; i < tables.size(); i++) {
      Table table = tables.get(i);
      moving.add(chart.size() + 1);
      chart.line(
          runners.get(i).name,
          table.doubleColumn("θ1").asDoubleArray(),
          table.doubleColumn("θ2").asDoubleArray());
    }
    JsonObject json = chart.json(List.of(chart));
    json.add("hills", relief.json());
    json.add("moving", moving);
    json.add("columns", columns(tables));
    json.addProperty("label", "step ");
    json.addProperty("pace", MILLISECONDS);
    json.addProperty("start", steps);
    JsonArray frames = new JsonArray();
    for (int t = 0; t <= steps; t++) {
      JsonObject frame = new JsonObject();
      frame.addProperty("name", "" + t);
      frames.add(frame);
    }
    json.add("frames", frames);
    return new Drawing(json);
  }

  /** The state of each optimizer at each step, as the columns of a table below the slider. */
  private JsonArray columns(List<Table> tables) {
    Set<String> rows = new LinkedHashSet<>();
    for (Table table : tables) {
      table.columnNames().stream().map(name -> name.replaceAll("[12]$", "")).forEach(rows::add);
    }
    rows.removeAll(Set.of("t", "Δ"));
    JsonArray columns = new JsonArray();
    JsonArray texts = new JsonArray();
    int steps = tables.isEmpty() ? 0 : tables.get(0).rowCount() - 1;
    for (int t = 0; t <= steps; t++) {
      texts.add("<br><br>" + String.join("<br>", rows));
    }
    columns.add(column(0, "left", texts));
    int digits = tables.size() < 3 ? 6 : tables.size() < 4 ? 4 : 3;
    for (int i = 0; i < tables.size(); i++) {
      Table table = tables.get(i);
      String name = runners.get(i).name;
      String label = Palette.startingWith(name).map(Palette::label).orElse(name);
      String head = label.contains(" ") ? label.replaceFirst(" ", "<br>") : "<br>" + label;
      JsonArray cells = new JsonArray();
      for (int t = 0; t <= steps; t++) {
        int at = t;
        cells.add(
            head
                + "<br>"
                + rows.stream().map(row -> cell(table, row, at, digits)).collect(joining("<br>")));
      }
      columns.add(column((i + 1.0) / tables.size(), "right", cells));
    }
    return columns;
  }

  private static JsonObject column(double x, String align, JsonArray texts) {
    JsonObject column = new JsonObject();
    column.addProperty("x", x);
    column.addProperty("align", align);
    column.add("texts", texts);
    return column;
  }

  private static String cell(Table table, String row, int t, int digits) {
    return List.of(row, row + 1, row + 2).stream()
        .filter(table::containsColumn)
        .filter(name -> !table.doubleColumn(name).isMissing(t))
        .map(name -> Drawing.digits(table.doubleColumn(name).get(t), digits))
        .collect(joining(", "));
  }
}
