package moments.compare;

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

/** The table of results, on the screen after training and at the top of the page. */
final class SummaryTable {
  static final String RATE = "learning rate";

  private SummaryTable() {}

  /**
   * A row for each optimizer: learning rate, accuracy, loss and time at the last step; with several
   * seeds their mean ± standard deviation (n − 1). Where only some seeds got there the row says how
   * many, as in {@code Adam (3 of 6)}, and shows those; a single run says how it ended.
   *
   * @param end the last step of a finished run
   * @param lr learning rates by the optimizer's short name
   */
  static Table of(History history, long end, Map<String, Double> lr) {
    LastPoints runs = LastPoints.of(history, end);
    int seeds = runs.seeds();
    String over = seeds > 1 ? ": mean ± standard deviation of " + seeds + " seeds" : "";
    StringColumn optimizer = StringColumn.create("optimizer");
    StringColumn rate = StringColumn.create(RATE);
    StringColumn accuracy = StringColumn.create("test accuracy");
    StringColumn loss = StringColumn.create("test loss");
    StringColumn time = StringColumn.create("time");
    for (String name : runs.optimizers()) {
      List<Point> finished = runs.finished(name);
      List<Point> shown = finished.isEmpty() ? runs.of(name) : finished;
      String note = seeds > 1 ? runs.share(name) : runs.ending(name);
      optimizer.append(Palette.of(name).label() + (note.isEmpty() ? "" : " (" + note + ")"));
      Double alpha = lr.get(name);
      rate.append(alpha == null ? "–" : Numbers.plain(alpha));
      accuracy.append(accuracy(shown));
      loss.append(spread("%.3f", shown, Point::testLoss, ""));
      time.append(spread("%.1f", shown, Point::seconds, " s"));
    }
    return Table.create("At the last step" + over, optimizer, rate, accuracy, loss, time);
  }

  /** {@code 54.0 %}; of several seeds {@code 54.0 ± 1.3 %}. */
  static String accuracy(List<Point> seeds) {
    return spread("%.1f", seeds, p -> 100 * p.testAccuracy(), " %");
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
}
