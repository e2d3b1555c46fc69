package moments.sweep;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import moments.sweep.Outcome.Reached;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a sweep has shown so far, as tables for programs: accuracies are 0 … 1, intervals those of
 * {@link Interval}, and what was not reached is missing.
 */
final class SweepNumbers {
  private static final String OPTIMIZER = "optimizer";
  private static final String KIND = "hyperparameters";
  private static final String TARGET = "target";

  private final Sweep sweep;
  private final List<Entry> entries;

  SweepNumbers(Sweep sweep, List<Entry> entries) {
    this.sweep = sweep;
    this.entries = entries;
  }

  /** All tables by the names of their files. */
  Map<String, Table> all() {
    Map<String, Table> tables = new LinkedHashMap<>();
    tables.put("trials", trials());
    tables.put("budget", budget());
    tables.put("results", results());
    tables.put("targets", targets());
    tables.put("profiles", profiles());
    return tables;
  }

  private static Table table(String name, List<String> texts, List<String> numbers) {
    Table table = Table.create(name);
    texts.forEach(text -> table.addColumns(StringColumn.create(text)));
    numbers.forEach(number -> table.addColumns(DoubleColumn.create(number)));
    return table;
  }

  private Table trials() {
    Table table = table("trials", List.of(OPTIMIZER, "trial", "values"), List.of("accuracy"));
    for (Outcome outcome : sweep.outcomes(sweep.trials().runs())) {
      Row row = table.appendRow();
      row.setString(OPTIMIZER, sweep.label(outcome.run().optimizer()));
      row.setString("trial", outcome.run().id());
      row.setString("values", Entry.values(outcome.run()));
      row.setDouble("accuracy", outcome.accuracy());
    }
    return table;
  }

  private Table budget() {
    Table table =
        Table.create(
            "budget",
            StringColumn.create(OPTIMIZER),
            IntColumn.create("trials"),
            DoubleColumn.create("accuracy"));
    PlanSettings settings = sweep.plan().settings();
    for (String name : settings.optimizers()) {
      double[] curve = Budget.curve(sweep, name);
      for (int i = 0; i < curve.length; i++) {
        Row row = table.appendRow();
        row.setString(OPTIMIZER, sweep.label(name));
        row.setInt("trials", i + 1);
        row.setDouble("accuracy", curve[i]);
      }
    }
    return table;
  }

  private Table results() {
    Table table =
        table(
            "results",
            List.of(OPTIMIZER, KIND, "values"),
            List.of("seeds", "accuracy", "low", "high"));
    for (Entry entry : entries) {
      Row row = table.appendRow();
      row.setString(OPTIMIZER, entry.label());
      row.setString(KIND, entry.kind());
      row.setString("values", Entry.values(entry.trial()));
      row.setDouble("seeds", entry.seeds().size());
      row.setDouble("accuracy", entry.accuracy().mean());
      row.setDouble("low", entry.accuracy().low());
      row.setDouble("high", entry.accuracy().high());
    }
    return table;
  }

  private Table targets() {
    Table table =
        table(
            "targets",
            List.of(OPTIMIZER, KIND, "quantity"),
            List.of(TARGET, "seeds", "reached", "mean", "low", "high", "median"));
    List<Double> targets = sweep.plan().settings().targets();
    for (Entry entry : entries) {
      for (int i = 0; i < targets.size(); i++) {
        addTarget(table, entry, "steps", targets.get(i), entry.to(i, Reached::steps));
        addTarget(table, entry, "seconds", targets.get(i), entry.to(i, Reached::seconds));
      }
    }
    return table;
  }

  private static void addTarget(
      Table table, Entry entry, String quantity, double target, double... needs) {
    Row row = table.appendRow();
    row.setString(OPTIMIZER, entry.label());
    row.setString(KIND, entry.kind());
    row.setString("quantity", quantity);
    row.setDouble(TARGET, target);
    row.setDouble("seeds", needs.length);
    Interval interval = Interval.of(needs);
    row.setDouble("reached", Arrays.stream(needs).filter(Double::isFinite).count());
    row.setDouble("mean", finite(interval.mean()));
    row.setDouble("low", finite(interval.low()));
    row.setDouble("high", finite(interval.high()));
    row.setDouble("median", finite(median(needs)));
  }

  /** Infinite unless more than half are finite; interpolating beside infinity would give NaN. */
  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static double finite(double x) {
    return Double.isFinite(x) ? x : Double.NaN;
  }

  private Table profiles() {
    Table table = table("profiles", List.of(OPTIMIZER, "quantity"), List.of("ratio", "share"));
    addProfiles(table, "steps", Reached::steps);
    addProfiles(table, "seconds", Reached::seconds);
    return table;
  }

  private void addProfiles(Table table, String quantity, ToDoubleFunction<Reached> needs) {
    List<Entry> tuned = entries.stream().filter(Entry::tuned).toList();
    Profile.of(tuned, sweep.plan().settings().targets().size(), needs)
        .forEach(
            (entry, profile) -> {
              for (int i = 0; i < profile.ratios().length; i++) {
                Row row = table.appendRow();
                row.setString(OPTIMIZER, entry.label());
                row.setString("quantity", quantity);
                row.setDouble("ratio", profile.ratios()[i]);
                row.setDouble("share", profile.shares()[i]);
              }
            });
  }
}
