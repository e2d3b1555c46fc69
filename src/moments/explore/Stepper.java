package moments.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import moments.nn.Parameter;
import moments.optim.Adam;
import moments.optim.Optimizer;
import moments.tensor.Tensor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * An optimizer watched step by step: a table with one row for each step.
 *
 * <p>Row t holds {@code θ} and {@code f} = f(θ) after step t; the gradient {@code g} that the step
 * used; the optimizer's state after it under its own names, such as {@code m} and {@code v}, and
 * for Adam also {@code m̂} and {@code v̂}; and {@code Δ}, the change of θ. Row 0 is the start and
 * holds θ and f only. With several variables each has its own column: {@code θ1}, {@code θ2},
 * {@code g1} and so on.
 */
public final class Stepper {
  private final Surface f;
  private final Parameter theta;
  private final Optimizer optimizer;
  private final IntColumn steps = IntColumn.create("t");
  private final Map<String, DoubleColumn> columns = new LinkedHashMap<>();

  private Stepper(Surface f, Function<List<Parameter>, ? extends Optimizer> make, double... start) {
    this.f = f;
    theta = new Parameter("theta", Tensor.zeros(start.length));
    for (int i = 0; i < start.length; i++) {
      theta.value().data()[i] = (float) start[i];
    }
    optimizer = make.apply(List.of(theta));
  }

  /**
   * The table of {@code count} steps on {@code f}.
   *
   * @param make the optimizer for a parameter, {@code p -> new Adam(p, 0.1)}
   * @param start θ before the first step, one number for each variable
   * @throws IllegalArgumentException if {@code start} is empty or {@code count} negative
   */
  public static Table run(
      Surface f, Function<List<Parameter>, ? extends Optimizer> make, int count, double... start) {
    if (start.length == 0 || count < 0) {
      throw new IllegalArgumentException(
          "Stepper.run: expected 0 steps or more and a start of 1 number or more, got %d and %d"
              .formatted(count, start.length));
    }
    Stepper stepper = new Stepper(f, make, start);
    stepper.record(0, Map.of());
    for (int t = 1; t <= count; t++) {
      stepper.step(t);
    }
    return stepper.table();
  }

  private void step(int t) {
    double[] before = values(theta.value());
    double[] g = f.gradient(before);
    for (int i = 0; i < g.length; i++) {
      theta.grad().data()[i] = (float) g[i];
    }
    optimizer.step();
    Map<String, double[]> row = new LinkedHashMap<>();
    row.put("g", values(theta.grad()));
    optimizer
        .state(theta)
        .forEach(
            (name, tensor) -> {
              if (tensor.sameShape(theta.value()) && !name.equals("t")) {
                row.put(name.equals("vHat") ? "v̂" : name, values(tensor));
              }
            });
    double[] m = row.get("m");
    double[] v = row.get("v");
    if (optimizer instanceof Adam adam && m != null && v != null && !row.containsKey("v̂")) {
      row.put("m̂", corrected(m, adam.beta1(), t));
      row.put("v̂", corrected(v, adam.beta2(), t));
    }
    double[] change = values(theta.value());
    for (int i = 0; i < change.length; i++) {
      change[i] -= before[i];
    }
    row.put("Δ", change);
    record(t, row);
  }

  /** x/(1−βᵗ), which corrects a moving average for its start at 0. */
  private static double[] corrected(double[] x, double beta, int t) {
    return Arrays.stream(x).map(element -> element / (1 - StrictMath.pow(beta, t))).toArray();
  }

  private void record(int t, Map<String, double[]> row) {
    double[] now = values(theta.value());
    steps.append(t);
    append("θ", now);
    column("f").append(f.at(now));
    row.forEach(this::append);
  }

  private void append(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      column(values.length == 1 ? name : name + (i + 1)).append(values[i]);
    }
  }

  /** The column called {@code name}; if it is new, its earlier rows are missing. */
  private DoubleColumn column(String name) {
    return columns.computeIfAbsent(
        name,
        missing -> {
          DoubleColumn column = DoubleColumn.create(missing);
          column.setPrintFormatter(new SixDigits());
          while (column.size() < steps.size() - 1) {
            column.appendMissing();
          }
          return column;
        });
  }

  private Table table() {
    Table table = Table.create(optimizer.getClass().getSimpleName(), steps);
    List<DoubleColumn> all = new ArrayList<>(columns.values());
    all.forEach(table::addColumns);
    return table;
  }

  /** Six digits, about as many as a float holds. */
  private static final class SixDigits extends NumberColumnFormatter {
    @Override
    public String format(double value) {
      return Numbers.text(value, 6);
    }
  }

  private static double[] values(Tensor tensor) {
    double[] values = new double[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.data()[i];
    }
    return values;
  }
}
