package moments.plot;

import static tech.tablesaw.aggregate.AggregateFunctions.max;
import static tech.tablesaw.aggregate.AggregateFunctions.mean;
import static tech.tablesaw.aggregate.AggregateFunctions.min;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Config;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.Symbol;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** Learning curves of the table of a {@code History}: a line with markers for each optimizer. */
public final class Curves {
  private static final String GREY = "#888888";

  private Curves() {}

  /** What an axis shows; {@code chance} is its value for guessing among ten classes. */
  public enum Quantity {
    STEP("step", "step", "updates", 1, Double.NaN),
    IMAGES("images", "images seen", "repeats included", 1, Double.NaN),
    SECONDS("seconds", "training time", "s", 1, Double.NaN),
    TRAIN_LOSS("train_loss", "training loss", "nats", 1, StrictMath.log(10)),
    TEST_LOSS("test_loss", "test loss", "nats", 1, StrictMath.log(10)),
    TEST_ACCURACY("test_accuracy", "test accuracy", "%", 100, 10);

    private final String column;
    private final String title;
    private final String unit;
    private final double scale;
    private final double chance;

    Quantity(String column, String title, String unit, double scale, double chance) {
      this.column = column;
      this.title = title;
      this.unit = unit;
      this.scale = scale;
      this.chance = chance;
    }
  }

  /** Accuracy and losses by step, and accuracy by training time. */
  public static List<Figure> all(Table history) {
    return List.of(
        of(history, Quantity.STEP, Quantity.TEST_ACCURACY),
        of(history, Quantity.STEP, Quantity.TRAIN_LOSS),
        of(history, Quantity.STEP, Quantity.TEST_LOSS),
        of(history, Quantity.SECONDS, Quantity.TEST_ACCURACY));
  }

  /**
   * {@code y} against {@code x}, with the level of chance dashed. With several seeds the line is
   * their mean at equal steps and the band reaches from the lowest to the highest of them.
   */
  public static Figure of(Table history, Quantity x, Quantity y) {
    NumericColumn<?> values = history.numberColumn(y.column);
    Table measured = history.where(values.isNotMissing());
    int seeds = history.numberColumn("seed").countUnique();
    List<Trace> traces = new ArrayList<>();
    for (String optimizer : new LinkedHashSet<>(measured.stringColumn("optimizer").asList())) {
      Table runs = measured.where(measured.stringColumn("optimizer").isEqualTo(optimizer));
      Table points =
          runs.summarize(List.of(x.column, y.column), mean, min, max).by("step").sortOn("step");
      double[] at = points.numberColumn("Mean [%s]".formatted(x.column)).asDoubleArray();
      Palette look = Palette.of(optimizer);
      int group = traces.size();
      if (seeds > 1) {
        double[] low = scaled(points, "Min", y);
        double[] high = scaled(points, "Max", y);
        traces.add(new Linked(band(at, low, high, look), group, true));
      }
      traces.add(new Linked(line(at, scaled(points, "Mean", y), look), group, false));
    }
    if (seeds > 1) {
      traces.add(legend("line: mean, band: lowest to highest of %d seeds".formatted(seeds)));
    }
    if (!measured.isEmpty()) {
      ScatterTrace chance = chance(measured.numberColumn(x.column).max(), y);
      traces.add(new Linked(chance, traces.size(), true));
    }
    double highest = measured.isEmpty() ? 0 : values.max() * y.scale;
    Config config = Config.builder().responsive(true).displayLogo(false).build();
    return new Figure(layout(x, y, highest), config, traces.toArray(new Trace[0]));
  }

  private static double[] scaled(Table points, String aggregate, Quantity y) {
    String column = "%s [%s]".formatted(aggregate, y.column);
    return points.numberColumn(column).multiply(y.scale).asDoubleArray();
  }

  private static ScatterTrace line(double[] x, double[] y, Palette look) {
    return ScatterTrace.builder(x, y)
        .name(look.label())
        .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
        .line(Line.builder().color(look.color()).width(2).build())
        .marker(Marker.builder().color(look.color()).symbol(look.symbol()).size(8).build())
        .build();
  }

  private static ScatterTrace band(double[] x, double[] low, double[] high, Palette look) {
    int n = x.length;
    double[] aroundX = new double[2 * n];
    double[] aroundY = new double[2 * n];
    for (int i = 0; i < n; i++) {
      aroundX[i] = x[i];
      aroundY[i] = high[i];
      aroundX[2 * n - 1 - i] = x[i];
      aroundY[2 * n - 1 - i] = low[i];
    }
    return ScatterTrace.builder(aroundX, aroundY)
        .name(look.label() + ", band")
        .mode(ScatterTrace.Mode.LINE)
        .line(Line.builder().color(look.color()).width(0).build())
        .fill(ScatterTrace.Fill.TO_SELF)
        .fillColor(look.color() + "33")
        .showLegend(false)
        .build();
  }

  private static ScatterTrace chance(double end, Quantity y) {
    return ScatterTrace.builder(new double[] {0, end}, new double[] {y.chance, y.chance})
        .name(y == Quantity.TEST_ACCURACY ? "chance (10 %)" : "chance (ln 10)")
        .mode(ScatterTrace.Mode.LINE)
        .line(Line.builder().color(GREY).width(1).dash(Line.Dash.DASH).build())
        .build();
  }

  private static ScatterTrace legend(String text) {
    return ScatterTrace.builder(new double[] {0}, new double[] {Double.NaN})
        .name(text)
        .mode(ScatterTrace.Mode.MARKERS)
        .marker(Marker.builder().color(GREY + "66").symbol(Symbol.SQUARE).size(12).build())
        .build();
  }

  private static Layout layout(Quantity x, Quantity y, double highest) {
    String title = y.title.substring(0, 1).toUpperCase(Locale.ROOT) + y.title.substring(1);
    Axis.AxisBuilder vertical = Axis.builder().title("%s (%s)".formatted(y.title, y.unit));
    if (y == Quantity.TEST_ACCURACY) {
      vertical.range(0, Math.min(100, Math.max(20, highest * 1.1)));
    } else if (highest > 2 * y.chance) {
      vertical.range(0, 2 * y.chance);
    }
    return Layout.builder("%s by %s".formatted(title, x.title))
        .xAxis(Axis.builder().title("%s (%s)".formatted(x.title, x.unit)).build())
        .yAxis(vertical.build())
        .autosize(true)
        .build();
  }
}
