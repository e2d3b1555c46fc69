package moments.plot;

import static tech.tablesaw.aggregate.AggregateFunctions.max;
import static tech.tablesaw.aggregate.AggregateFunctions.mean;
import static tech.tablesaw.aggregate.AggregateFunctions.min;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Config;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** Learning curves from the table of a {@code History}: a line with markers for each optimizer. */
public final class Curves {
  private Curves() {}

  /**
   * What an axis shows.
   *
   * @param column its column in the table
   * @param scale the factor by which the table's numbers are multiplied
   * @param chance its value when guessing among ten classes, or NaN
   */
  public record Quantity(String column, String title, String unit, double scale, double chance) {
    public static final Quantity STEP = new Quantity("step", "step", "updates", 1, Double.NaN);
    public static final Quantity IMAGES =
        new Quantity("images", "images seen", "repeats included", 1, Double.NaN);
    public static final Quantity SECONDS =
        new Quantity("seconds", "training time", "s", 1, Double.NaN);
    public static final Quantity TRAIN_LOSS =
        new Quantity("train_loss", "training loss", "nats", 1, StrictMath.log(10));
    public static final Quantity TEST_LOSS =
        new Quantity("test_loss", "test loss", "nats", 1, StrictMath.log(10));
    public static final Quantity TEST_ACCURACY =
        new Quantity("test_accuracy", "test accuracy", "%", 100, 10);
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
   * {@code y} against {@code x}, with the level of chance as a dashed line. With several seeds,
   * each line is their mean at equal steps, and its band reaches from the lowest to the highest.
   */
  public static Figure of(Table history, Quantity x, Quantity y) {
    Table measured = history.where(history.numberColumn(y.column).isNotMissing());
    int seeds = history.numberColumn("seed").countUnique();
    List<Trace> traces = new ArrayList<>();
    for (String optimizer : new LinkedHashSet<>(measured.stringColumn("optimizer").asList())) {
      Table runs = measured.where(measured.stringColumn("optimizer").isEqualTo(optimizer));
      Table points =
          runs.summarize(List.of(x.column, y.column), mean, min, max).by("step").sortOn("step");
      if (seeds > 1) {
        traces.add(band(points, x, y, Palette.of(optimizer)));
      }
      traces.add(line(points, x, y, Palette.of(optimizer)));
    }
    double highest = 0;
    if (!measured.isEmpty()) {
      highest = measured.numberColumn(y.column).max() * y.scale;
      traces.add(chance(measured.numberColumn(x.column).max(), y));
    }
    String over =
        seeds > 1 ? " (mean and range of %s seeds%s)".formatted(seeds, fewer(measured, seeds)) : "";
    return new Dressed(
        title(x, y) + over,
        ends(measured, y),
        layout(x, y, over, highest),
        traces.toArray(new Trace[0]));
  }

  /** Which optimizers got to their last step with fewer seeds: {@code ; Adam: 3}. */
  private static String fewer(Table measured, int seeds) {
    StringBuilder fewer = new StringBuilder();
    for (String optimizer : new LinkedHashSet<>(measured.stringColumn("optimizer").asList())) {
      Table runs = measured.where(measured.stringColumn("optimizer").isEqualTo(optimizer));
      double end = runs.numberColumn("step").max();
      Table last = runs.where(runs.numberColumn("step").isEqualTo(end));
      int there = last.numberColumn("seed").countUnique();
      if (there < seeds) {
        fewer.append("; %s: %s".formatted(Palette.of(optimizer).label(), there));
      }
    }
    return fewer.toString();
  }

  /** Where each optimizer's line ends, and the level of chance. */
  private static String ends(Table measured, Quantity y) {
    StringBuilder words = new StringBuilder();
    for (String optimizer : new LinkedHashSet<>(measured.stringColumn("optimizer").asList())) {
      Table runs = measured.where(measured.stringColumn("optimizer").isEqualTo(optimizer));
      Table last = runs.where(runs.numberColumn("step").isEqualTo(runs.numberColumn("step").max()));
      double value = last.numberColumn(y.column).mean() * y.scale;
      words.append(
          String.format(Locale.ROOT, "%s ends at %.3g; ", Palette.of(optimizer).label(), value));
    }
    return words + String.format(Locale.ROOT, "chance is %.3g %s.", y.chance, y.unit);
  }

  /** A figure whose script changes traces and layout before they are drawn. */
  private static final class Dressed extends Figure implements Described {
    private static final String SCRIPT = Plotly.text("curves.js").strip();

    private final String title;
    private final String ends;

    Dressed(String title, String ends, Layout layout, Trace... traces) {
      super(layout, Config.builder().responsive(true).displayLogo(false).build(), traces);
      this.title = title;
      this.ends = ends;
    }

    @Override
    public String title() {
      return title;
    }

    @Override
    public String description() {
      return title + ": " + ends;
    }

    @Override
    public String toString() {
      return howToShow();
    }

    @Override
    public String asJavascript(String divName) {
      String draw = "Plotly.newPlot(";
      String dress = "(%s)(target_%s, data, layout, config);\n".formatted(SCRIPT, divName);
      return super.asJavascript(divName).replace(draw, dress + draw);
    }
  }

  private static ScatterTrace line(Table points, Quantity x, Quantity y, Palette look) {
    return ScatterTrace.builder(values(points, "Mean", x), values(points, "Mean", y))
        .name(look.label())
        .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
        .line(Line.builder().color(look.color()).width(2).build())
        .marker(Marker.builder().color(look.color()).symbol(look.symbol()).size(8).build())
        .build();
  }

  /** Along the highest values and back along the lowest. */
  private static ScatterTrace band(Table points, Quantity x, Quantity y, Palette look) {
    Table back = points.sortDescendingOn("step");
    double[] aroundX = joined(values(points, "Mean", x), values(back, "Mean", x));
    double[] aroundY = joined(values(points, "Max", y), values(back, "Min", y));
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
        .name(y.unit.equals("%") ? "chance (10 %)" : "chance (ln 10)")
        .mode(ScatterTrace.Mode.LINE)
        .line(Line.builder().color("#888888").width(1).dash(Line.Dash.DASH).build())
        .build();
  }

  private static double[] values(Table points, String aggregate, Quantity quantity) {
    String column = "%s [%s]".formatted(aggregate, quantity.column);
    return points.numberColumn(column).multiply(quantity.scale).asDoubleArray();
  }

  private static double[] joined(double[] first, double[] second) {
    return DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  private static String title(Quantity x, Quantity y) {
    String first = y.title.substring(0, 1).toUpperCase(Locale.ROOT);
    return "%s%s by %s".formatted(first, y.title.substring(1), x.title);
  }

  private static Layout layout(Quantity x, Quantity y, String over, double highest) {
    Axis.AxisBuilder vertical = Axis.builder().title("%s (%s)".formatted(y.title, y.unit));
    if (y.unit.equals("%")) {
      vertical.range(0, Math.min(100, Math.max(20, highest * 1.1)));
    } else if (highest > 2 * y.chance) {
      vertical.range(0, 2 * y.chance);
    }
    return Layout.builder(title(x, y) + over)
        .xAxis(Axis.builder().title("%s (%s)".formatted(x.title, x.unit)).build())
        .yAxis(vertical.build())
        .autosize(true)
        .build();
  }
}
