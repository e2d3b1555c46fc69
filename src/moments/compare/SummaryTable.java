package moments.compare;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import moments.plot.Palette;
import moments.train.History;
import moments.train.History.Point;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How every optimizer ended: the table below the progress bars and at the top of the page. */
final class SummaryTable {
  private SummaryTable() {}

  /**
   * A row for each optimizer: learning rate, accuracy, loss and time at the last point of each run;
   * with several seeds their mean ± standard deviation (n − 1). A run that ended before the longest
   * one, or a seed that is not there, is named.
   *
   * @param lr learning rates by the optimizer's short name
   */
  static Table of(History history, Map<String, Double> lr) {
    Map<String, Map<Long, Point>> runs = new LinkedHashMap<>();
    long end = 0;
    for (Point p : history.points()) {
      runs.computeIfAbsent(p.optimizer(), key -> new LinkedHashMap<>()).put(p.seed(), p);
      end = Math.max(end, p.step());
    }
    int seeds = runs.values().stream().mapToInt(Map::size).max().orElse(0);
    String over = seeds > 1 ? ": mean ± standard deviation of %d seeds".formatted(seeds) : "";
    StringColumn optimizer = StringColumn.create("optimizer");
    StringColumn rate = StringColumn.create("learning rate");
    StringColumn accuracy = StringColumn.create("test accuracy");
    StringColumn loss = StringColumn.create("test loss");
    StringColumn time = StringColumn.create("time");
    for (var run : runs.entrySet()) {
      List<Point> last = List.copyOf(run.getValue().values());
      long reached = last.stream().mapToLong(Point::step).min().orElse(0);
      String stopped = reached < end ? " (stopped at step %d)".formatted(reached) : "";
      String some = last.size() < seeds ? " (%d of %d seeds)".formatted(last.size(), seeds) : "";
      optimizer.append(Palette.of(run.getKey()).label() + stopped + some);
      Double alpha = lr.get(run.getKey());
      rate.append(alpha == null ? "–" : plain(alpha));
      accuracy.append(spread("%.1f", last, p -> 100 * p.testAccuracy(), " %"));
      loss.append(spread("%.3f", last, Point::testLoss, ""));
      time.append(spread("%.1f", last, Point::seconds, " s"));
    }
    return Table.create("At the last step" + over, optimizer, rate, accuracy, loss, time);
  }

  private static String spread(
      String format, List<Point> points, ToDoubleFunction<Point> value, String unit) {
    DoubleColumn values = DoubleColumn.create("values", points.stream().mapToDouble(value));
    if (values.countMissing() > 0) {
      return "–";
    }
    String text = String.format(Locale.ROOT, format, values.mean());
    if (points.size() > 1) {
      text += " ± " + String.format(Locale.ROOT, format, values.standardDeviation());
    }
    return text + unit;
  }

  private static String plain(double x) {
    return BigDecimal.valueOf(x).stripTrailingZeros().toPlainString();
  }
}
