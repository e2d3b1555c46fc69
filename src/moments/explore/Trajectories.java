package moments.explore;

import static java.util.stream.Collectors.joining;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
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

  private Trajectories(Surface f, double[] x, double[] y) {
    this.f = f;
    this.x = x;
    this.y = y;
  }

  /**
   * The map of {@code f} over x0 ≤ θ1 ≤ x1 and y0 ≤ θ2 ≤ y1, without optimizers yet.
   *
   * @throws IllegalArgumentException if not x0 &lt; x1 and y0 &lt; y1
   */
  public static Trajectories on(Surface f, double x0, double x1, double y0, double y1) {
    if (!(x0 < x1 && y0 < y1)) {
      throw new IllegalArgumentException(
          "Trails.on: expected x0 < x1 and y0 < y1, got %s, %s and %s, %s"
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

  /**
   * The map with the ways, a slider and a button that go through them, and below them the state of
   * each optimizer at that step, as {@link Stepper} has it; the last step is shown first.
   *
   * @param x θ1 of the start
   * @param y θ2 of the start
   * @throws IllegalArgumentException if there is no optimizer, or {@code steps} is less than 1
   */
  public Figure figure(int steps, double x, double y) {
    if (runners.isEmpty() || steps < 1) {
      throw new IllegalArgumentException(
          "Trails.figure: expected 1 step or more and 1 optimizer or more, got %d and %d"
              .formatted(steps, runners.size()));
    }
    String start = "(%s, %s)".formatted(Digits.label(x, 4), Digits.label(y, 4));
    Chart chart = Chart.of("%d steps from θ = %s".formatted(steps, start), "θ1", "θ2");
    chart.range(this.x[0], this.x[1], this.y[0], this.y[1]);
    double aspect = (this.x[1] - this.x[0]) / (this.y[1] - this.y[0]);
    boolean square = aspect > 0.4 && aspect < 4;
    if (square) {
      chart.square(); // or the gradient would not stand at right angles on the contour lines
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
    json.add("columns", columns(tables));
    json.addProperty("steps", steps);
    json.addProperty("aspect", square ? aspect : 1);
    return new ScriptedFigure(json);
  }

  private static double[] values(Table table, String column) {
    return table.doubleColumn(column).asDoubleArray();
  }

  private static JsonObject mark(String name, double x, double y) {
    JsonObject mark = new JsonObject();
    mark.addProperty("name", name);
    mark.add("x", Digits.json(x));
    mark.add("y", Digits.json(y));
    return mark;
  }

  /** A table of what each optimizer knows: its first column, and one for each with all steps. */
  private JsonArray columns(List<Table> tables) {
    Set<String> memory = new TreeSet<>();
    for (Table table : tables) {
      table.columnNames().stream().map(name -> name.replaceAll("[12]$", "")).forEach(memory::add);
    }
    memory.removeAll(Set.of("t", "θ", "f", "g", "Δ"));
    List<String> rows = Stream.concat(Stream.of("θ", "f", "g"), memory.stream()).toList();
    JsonArray columns = new JsonArray();
    columns.add(column("", Stream.of(String.join("<br>", rows))));
    int digits = tables.size() < 3 ? 6 : tables.size() < 4 ? 4 : 3;
    for (int i = 0; i < tables.size(); i++) {
      Table table = tables.get(i);
      Stream<String> texts =
          Stream.iterate(0, t -> t < table.rowCount(), t -> t + 1)
              .map(t -> rows.stream().map(r -> cell(table, r, t, digits)).collect(joining("<br>")));
      columns.add(column(runners.get(i).label(), texts));
    }
    return columns;
  }

  private static JsonObject column(String head, Stream<String> texts) {
    JsonObject column = new JsonObject();
    column.addProperty("head", head);
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    column.add("texts", array);
    return column;
  }

  /** One number, or one for each variable; nothing if there is none at this step. */
  private static String cell(Table table, String row, int t, int digits) {
    return Stream.of(row, row + 1, row + 2)
        .filter(table::containsColumn)
        .map(table::doubleColumn)
        .filter(column -> !column.isMissing(t))
        .map(column -> Digits.label(column.get(t), digits))
        .collect(joining(", "));
  }
}
