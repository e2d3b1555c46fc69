package moments.explore;

import java.util.Comparator;
import java.util.stream.IntStream;
import moments.plot.Palette;

/** What can be seen of a chart's line, for readers who cannot see it. */
final class LineWords {
  private static final int DIGITS = 3;

  /** What is less, as a share of the line's whole height, cannot be seen. */
  private static final double VISIBLE = 0.02;

  private final Chart.Line line;
  private final int[] points;

  private LineWords(Chart.Line line) {
    this.line = line;
    points =
        IntStream.range(0, line.y().length).filter(i -> Double.isFinite(line.y()[i])).toArray();
  }

  /** Such as {@code Adam starts at 1.41, is highest at 6 with 2.18, ends at 2.01}. */
  static String of(Chart.Line line) {
    String name = Palette.startingWith(line.name()).map(Palette::label).orElse(line.name());
    return name + " " + new LineWords(line).shape();
  }

  private String shape() {
    if (points.length == 0) {
      return "has no finite value";
    }
    double first = line.y()[points[0]];
    double last = line.y()[points[points.length - 1]];
    int highest = extreme(Comparator.naturalOrder());
    int lowest = extreme(Comparator.reverseOrder());
    double height = line.y()[highest] - line.y()[lowest];
    boolean peak = line.y()[highest] - Math.max(first, last) > VISIBLE * height;
    boolean valley = Math.min(first, last) - line.y()[lowest] > VISIBLE * height;
    String low = text(line.y()[lowest]);
    String high = text(line.y()[highest]);
    if (line.isLevel() || low.equals(high)) {
      return "is at " + low;
    }
    if (!line.isDrawn()) {
      return "has points from %s to %s".formatted(low, high);
    }
    if (turnsBack()) {
      return "winds between %s and %s".formatted(low, high);
    }
    if (!peak && !valley) {
      return "%s from %s to %s"
          .formatted(first < last ? "rises" : "falls", text(first), text(last));
    }
    String middle =
        (peak ? ", is highest at %s with %s".formatted(x(highest), text(line.y()[highest])) : "")
            + (valley
                ? ", is lowest at %s with %s".formatted(x(lowest), text(line.y()[lowest]))
                : "");
    return "starts at %s%s, ends at %s".formatted(text(first), middle, text(last));
  }

  /** Whether x goes both ways, as on a circle. */
  private boolean turnsBack() {
    double[] x = line.x();
    long ahead = IntStream.range(1, x.length).filter(i -> x[i] > x[i - 1]).count();
    long back = IntStream.range(1, x.length).filter(i -> x[i] < x[i - 1]).count();
    return ahead > 0 && back > 0;
  }

  private int extreme(Comparator<Double> order) {
    return IntStream.of(points)
        .boxed()
        .max((i, k) -> order.compare(line.y()[i], line.y()[k]))
        .orElseThrow();
  }

  private String x(int i) {
    return text(line.x()[i]);
  }

  private static String text(double value) {
    return Numbers.text(value, DIGITS);
  }
}
