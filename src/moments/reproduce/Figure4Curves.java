package moments.reproduce;

import static java.util.Comparator.comparingDouble;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import moments.explore.Chart;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What Figure 4 has measured: curves of the cost over α, and the best of each. */
public final class Figure4Curves {
  private static final double LOWEST = 1;
  private static final double HIGHEST = 2.5;

  private record Point(double beta1, double beta2, boolean corrected, double lr, double cost) {}

  /** The median of the seeds at one α. */
  private record AtRate(double lr, double cost) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.3f at α = %s", cost, Run.plain(lr));
    }
  }

  private final List<Point> points;

  /** Those in the {@code figure4.csv} of an experiment. */
  public Figure4Curves(Table table) {
    points =
        IntStream.range(0, table.rowCount())
            .mapToObj(
                row ->
                    new Point(
                        Figure3Results.number(table.getString(row, "beta1")),
                        Figure3Results.number(table.getString(row, "beta2")),
                        Boolean.parseBoolean(table.getString(row, "corrected")),
                        Figure3Results.number(table.getString(row, "lr")),
                        Figure3Results.number(table.getString(row, "cost_evaluated"))))
            .toList();
  }

  /** The cost over α with the correction and, dashed, without it: the medians of the seeds. */
  public Chart chart(double beta1, double beta2) {
    Chart chart =
        Chart.of(
                "β₁ = %s, β₂ = %s".formatted(beta1, beta2),
                "learning rate α",
                "training cost after an epoch (nats)")
            .logX();
    for (boolean corrected : new boolean[] {true, false}) {
      List<AtRate> curve = curve(beta1, beta2, corrected);
      chart.line(
          corrected ? "Adam" : "Adam, not corrected",
          curve.stream().mapToDouble(AtRate::lr).toArray(),
          curve.stream().mapToDouble(AtRate::cost).toArray());
    }
    List<Double> rates = Figure4Results.RATES;
    return chart.range(rates.get(0), rates.get(rates.size() - 1), LOWEST, HIGHEST);
  }

  private List<AtRate> curve(double beta1, double beta2, boolean corrected) {
    return Figure4Results.RATES.stream()
        .map(lr -> new AtRate(lr, median(seeds(beta1, beta2, corrected, lr))))
        .toList();
  }

  private List<Point> seeds(double beta1, double beta2, boolean corrected, double lr) {
    return points.stream()
        .filter(p -> p.beta1 == beta1 && p.beta2 == beta2 && p.corrected == corrected)
        .filter(p -> p.lr == lr)
        .toList();
  }

  /** A seed that diverged is worse than any that did not. */
  private static double median(List<Point> seeds) {
    double median =
        new Median()
            .evaluate(
                seeds.stream()
                    .mapToDouble(p -> Double.isNaN(p.cost) ? Double.MAX_VALUE : p.cost)
                    .toArray());
    return median > Float.MAX_VALUE ? Double.NaN : median;
  }

  /** The lowest cost of each curve and where it is. */
  public Table best() {
    Table table =
        Table.create(
            "The lowest cost",
            StringColumn.create("β₁, β₂"),
            StringColumn.create("corrected"),
            StringColumn.create("not corrected"));
    for (double beta1 : Figure4Results.BETA1) {
      for (double beta2 : Figure4Results.BETA2) {
        table.stringColumn(0).append("%s, %s".formatted(beta1, beta2));
        table.stringColumn(1).append(lowest(beta1, beta2, true));
        table.stringColumn(2).append(lowest(beta1, beta2, false));
      }
    }
    return table;
  }

  private String lowest(double beta1, double beta2, boolean corrected) {
    return curve(beta1, beta2, corrected).stream()
        .filter(point -> Double.isFinite(point.cost))
        .min(comparingDouble(AtRate::cost))
        .map(AtRate::toString)
        .orElse("–");
  }
}
