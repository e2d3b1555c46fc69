package moments.sweep;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import moments.plot.Palette;
import moments.sweep.Outcome.Reached;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a sweep has shown so far, as tables for people. */
final class SweepTables {
  private static final String EDGES = "at the edge of its range";

  private final Sweep sweep;
  private final List<Entry> entries;

  SweepTables(Sweep sweep, List<Entry> entries) {
    this.sweep = sweep;
    this.entries = entries;
  }

  /** All tables that have something to show. */
  List<Table> all() {
    return Stream.of(List.of(budget(), choices(), results()), toTargets())
        .flatMap(List::stream)
        .filter(table -> !table.isEmpty())
        .toList();
  }

  /** The best trial of each optimizer, with what lies at the edge of its range. */
  Table choices() {
    StringColumn optimizer = StringColumn.create("optimizer");
    StringColumn accuracy = StringColumn.create("validation accuracy");
    StringColumn values = StringColumn.create("best trial");
    StringColumn edges = StringColumn.create(EDGES);
    Map<String, Outcome> best = sweep.best();
    sweep
        .trials()
        .ranges()
        .forEach(
            (name, ranges) -> {
              Outcome outcome = best.get(name);
              if (outcome != null) {
                Map<String, Double> tuned = outcome.run().hyperparameters();
                optimizer.append(label(name));
                accuracy.append(percent(outcome.accuracy()));
                values.append(Entry.values(outcome.run()));
                edges.append(
                    ranges.stream()
                        .filter(r -> r.isAtEdge(Objects.requireNonNull(tuned.get(r.name()))))
                        .map(Range::toString)
                        .collect(joining(", ")));
              }
            });
    return Table.create(
        "The best trials, on validation images", optimizer, accuracy, values, edges);
  }

  /** Whether a best value lies at an edge. */
  boolean hasEdges() {
    return choices().stringColumn(EDGES).asList().stream().anyMatch(text -> !text.isEmpty());
  }

  /** The runs with fresh seeds: mean and interval. */
  Table results() {
    StringColumn optimizer = StringColumn.create("optimizer");
    StringColumn kind = StringColumn.create("trial");
    StringColumn accuracy = StringColumn.create("test accuracy");
    StringColumn seeds = StringColumn.create("seeds");
    for (Entry entry : entries) {
      optimizer.append(Palette.of(entry.label()).label());
      kind.append(entry.kind());
      accuracy.append(entry.accuracy().text(100, 1) + " %");
      seeds.append(String.valueOf(entry.seeds().size()));
    }
    return Table.create(
        "With fresh seeds: mean and 95 % interval by Student's t",
        optimizer, kind, accuracy, seeds);
  }

  /** Steps, then seconds to the targets. */
  List<Table> toTargets() {
    return List.of(toTargets("Steps", Reached::steps), toTargets("Seconds", Reached::seconds));
  }

  private Table toTargets(String name, ToDoubleFunction<Reached> quantity) {
    Table table = Table.create(name + " to a test accuracy: mean and 95 % interval by Student's t");
    table.addColumns(
        StringColumn.create(
            "optimizer",
            entries.stream().map(e -> Palette.of(e.label()).label() + ", " + e.kind()).toList()));
    List<Double> targets = sweep.plan().settings().targets();
    for (int i = 0; i < targets.size(); i++) {
      int target = i;
      table.addColumns(
          StringColumn.create(
              whole(targets.get(i)),
              entries.stream().map(entry -> needed(entry.to(target, quantity))).toList()));
    }
    return table;
  }

  /** A mean is one of all seeds or of none: that of those that got there would flatter. */
  private static String needed(double... values) {
    long reached = Arrays.stream(values).filter(Double::isFinite).count();
    if (reached < values.length) {
      return reached == 0 ? "missed" : "%s of %s".formatted(reached, values.length);
    }
    Interval interval = Interval.of(values);
    return interval.text(1, interval.mean() < 100 ? 1 : 0);
  }

  /** The best validation accuracy that so many trials lead to on average; one is the defaults. */
  Table budget() {
    PlanSettings settings = sweep.plan().settings();
    Table table = Table.create("Validation accuracy by the number of trials");
    table.addColumns(StringColumn.create("trials"));
    for (int n = 1; n <= settings.trials(); n++) {
      table.stringColumn(0).append(n == 1 ? "1, defaults only" : "" + n);
    }
    for (String name : settings.optimizers()) {
      double[] curve = Budget.curve(sweep, name);
      StringColumn column = StringColumn.create(label(name));
      for (int n = 0; n < settings.trials(); n++) {
        column.append(n < curve.length ? percent(curve[n]) : "–");
      }
      table.addColumns(column);
    }
    return table;
  }

  private String label(String optimizer) {
    return Palette.of(sweep.label(optimizer)).label();
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** {@code 50 %}, but {@code 52.5 %}. */
  static String whole(double share) {
    return percent(share).replace(".0 ", " ");
  }
}
