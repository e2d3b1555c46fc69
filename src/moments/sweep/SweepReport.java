package moments.sweep;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a sweep has shown so far, as tables. */
final class SweepReport {
  private final Sweep sweep;

  SweepReport(Sweep sweep) {
    this.sweep = sweep;
  }

  /** All tables that have something to show, by the names of their files. */
  Map<String, Table> tables() {
    Map<String, Table> tables = new LinkedHashMap<>();
    tables.put("budget", budget());
    tables.put("choices", choices());
    tables.put("results", results());
    tables.values().removeIf(Table::isEmpty);
    return tables;
  }

  /** The best trial of each optimizer, with what lies at the edge of its range. */
  Table choices() {
    StringColumn optimizer = StringColumn.create("optimizer");
    StringColumn accuracy = StringColumn.create("validation accuracy");
    StringColumn values = StringColumn.create("best trial");
    StringColumn edges = StringColumn.create("at the edge of its range");
    Map<String, Outcome> best = sweep.best();
    for (String name : sweep.plan().settings().optimizers()) {
      Outcome outcome = best.get(name);
      if (outcome != null) {
        Map<String, Double> tuned = outcome.run().hyperparameters();
        optimizer.append(name);
        accuracy.append(percent(outcome.accuracy()));
        values.append(
            tuned.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s %.2g", e.getKey(), e.getValue()))
                .collect(joining(", ")));
        edges.append(edges(name, tuned));
      }
    }
    return Table.create("The best trials", optimizer, accuracy, values, edges);
  }

  private static String edges(String optimizer, Map<String, Double> tuned) {
    return SearchSpace.of(optimizer).stream()
        .filter(range -> range.isAtEdge(tuned.getOrDefault(range.name(), range.usual())))
        .map(
            range ->
                String.format(
                    Locale.ROOT, "%s of %.0e … %.0e", range.name(), range.low(), range.high()))
        .collect(joining(", "));
  }

  /** The runs with fresh seeds: mean and 95 % interval, and the median way to the target. */
  Table results() {
    StringColumn runs = StringColumn.create("optimizer");
    StringColumn accuracy = StringColumn.create("test accuracy, 95 % interval");
    String target = " to " + percent(sweep.plan().settings().target());
    StringColumn steps = StringColumn.create("steps" + target);
    StringColumn seconds = StringColumn.create("seconds" + target);
    List<Outcome> all = sweep.outcomes(sweep.finals());
    for (String name : sweep.plan().settings().optimizers()) {
      for (String kind : List.of("defaults", "tuned")) {
        List<Outcome> seeds =
            all.stream().filter(o -> o.run().id().startsWith(name + "-" + kind)).toList();
        if (!seeds.isEmpty()) {
          runs.append(name + ", " + kind);
          accuracy.append(interval(seeds.stream().mapToDouble(Outcome::accuracy).toArray()));
          steps.append(median(seeds, Outcome::steps, "%.0f"));
          seconds.append(median(seeds, Outcome::seconds, "%.1f"));
        }
      }
    }
    return Table.create("With fresh seeds", runs, accuracy, steps, seconds);
  }

  /** The best validation accuracy that so many trials lead to on average; one is the defaults. */
  Table budget() {
    List<Outcome> all = sweep.outcomes(sweep.plan().trials());
    int most = sweep.plan().settings().trials();
    Table table = Table.create("By the number of trials");
    table.addColumns(StringColumn.create("trials"));
    for (int n = 1; n <= most; n++) {
      table.stringColumn(0).append(n == 1 ? "1, defaults only" : "" + n);
    }
    for (String name : sweep.plan().settings().optimizers()) {
      List<Outcome> own = all.stream().filter(o -> o.run().optimizer().equals(name)).toList();
      double[] accuracies =
          startsWithDefaults(own, name)
              ? own.stream().mapToDouble(Outcome::accuracy).toArray()
              : new double[0];
      StringColumn column = StringColumn.create(name);
      for (int n = 1; n <= most; n++) {
        column.append(n > accuracies.length ? "–" : percent(expectedBest(accuracies, n)));
      }
      table.addColumns(column);
    }
    return table;
  }

  /** Not so while another worker is still at the defaults. */
  private static boolean startsWithDefaults(List<Outcome> trials, String optimizer) {
    return !trials.isEmpty()
        && trials.get(0).run().hyperparameters().equals(SearchSpace.defaults(optimizer));
  }

  /**
   * The mean of the best of the first and {@code n} − 1 others, over all choices of these: the i-th
   * smallest of N is the best of m with probability C(i−1, m−1)/C(N, m) (Dodge et al. 2019).
   */
  static double expectedBest(double[] accuracies, int n) {
    double first = accuracies[0];
    double[] others = Arrays.copyOfRange(accuracies, 1, accuracies.length);
    Arrays.sort(others);
    int m = n - 1;
    if (m == 0) {
      return first;
    }
    double mean = 0;
    double share = 1; // that none of the larger ones is among the m
    for (int i = others.length; i >= m; i--) {
      double best = share * m / i; // that this one is, of i that are left
      mean += best * Math.max(first, others[i - 1]);
      share -= best;
    }
    return mean;
  }

  private static String interval(double[] values) {
    double mean = StatUtils.mean(values);
    int n = values.length;
    if (n == 1) {
      return percent(mean) + " (1 seed)";
    }
    double half =
        new TDistribution(n - 1).inverseCumulativeProbability(0.975)
            * Math.sqrt(StatUtils.variance(values) / n);
    return String.format(Locale.ROOT, "%.1f ± %.1f %% (%d seeds)", 100 * mean, 100 * half, n);
  }

  private static String median(
      List<Outcome> seeds, ToDoubleFunction<Outcome> value, String format) {
    double[] sorted = seeds.stream().mapToDouble(value).sorted().toArray();
    long reached = Arrays.stream(sorted).filter(Double::isFinite).count();
    double median = sorted[sorted.length / 2];
    String text = Double.isFinite(median) ? String.format(Locale.ROOT, format, median) : "missed";
    return reached < sorted.length ? "%s (%s of %s)".formatted(text, reached, sorted.length) : text;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
