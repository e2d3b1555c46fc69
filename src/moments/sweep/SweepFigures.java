package moments.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import moments.plot.Curves;
import moments.plot.Curves.Quantity;
import moments.plot.Palette;
import moments.sweep.Outcome.Reached;
import moments.train.History;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Config;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.ScatterTrace.Mode;
import tech.tablesaw.plotly.traces.Trace;

/** What a sweep has shown so far, as figures of its page. */
final class SweepFigures {
  private static final int MOST_TICKS = 10;

  private final Sweep sweep;
  private final List<Entry> tuned;

  SweepFigures(Sweep sweep, List<Entry> entries) {
    this.sweep = sweep;
    this.tuned = entries.stream().filter(Entry::tuned).toList();
  }

  /** All figures that have something to show. */
  List<Figure> all() {
    List<Figure> figures = new ArrayList<>();
    figures.add(budget());
    if (!tuned.isEmpty()) {
      figures.add(Curves.of(histories(), Quantity.STEP, Quantity.TEST_ACCURACY));
      figures.add(profile("steps", Reached::steps));
      figures.add(profile("seconds", Reached::seconds));
    }
    return figures;
  }

  /** The last runs of the best trials. */
  private Table histories() {
    History all = new History();
    tuned.forEach(entry -> entry.seeds().forEach(run -> run.history().forEach(all::add)));
    return all.table();
  }

  private Figure budget() {
    List<Trace> lines = new ArrayList<>();
    for (String name : sweep.plan().settings().optimizers()) {
      double[] best = Budget.curve(sweep, name);
      double[] trials = IntStream.rangeClosed(1, best.length).asDoubleStream().toArray();
      double[] percent = Arrays.stream(best).map(share -> 100 * share).toArray();
      lines.add(line(sweep.label(name), trials, percent, Mode.LINE_AND_MARKERS, Line.Shape.LINEAR));
    }
    return figure(
        "Accuracy by tuning budget (best of so many trials)",
        Axis.builder().title("trials (1: defaults only)").tickSettings(wholeNumbers()).build(),
        "validation accuracy (%)",
        lines);
  }

  /** From 1 on, and not more of them than a telephone has room for. */
  private TickSettings wholeNumbers() {
    int step = 1 + (sweep.plan().settings().trials() - 1) / MOST_TICKS;
    return TickSettings.builder().tick0(1).dTick(step).build();
  }

  private Figure profile(String quantity, ToDoubleFunction<Reached> needs) {
    Map<Entry, Profile> profiles =
        Profile.of(tuned, sweep.plan().settings().targets().size(), needs);
    double end =
        1.1
            * profiles.values().stream()
                .flatMapToDouble(profile -> Arrays.stream(profile.ratios()))
                .max()
                .orElse(1);
    List<Trace> lines = new ArrayList<>();
    profiles.forEach(
        (entry, profile) -> {
          double[] ratios =
              DoubleStream.concat(
                      DoubleStream.of(1),
                      DoubleStream.concat(Arrays.stream(profile.ratios()), DoubleStream.of(end)))
                  .toArray();
          double[] shares = Arrays.stream(ratios).map(ratio -> 100 * profile.at(ratio)).toArray();
          lines.add(line(entry.label(), ratios, shares, Mode.LINE, Line.Shape.HV));
        });
    return figure(
        "Performance profile by %s (of targets and seeds)".formatted(quantity),
        Axis.builder()
            .title("times the best's %s, at most".formatted(quantity))
            .type(Axis.Type.LOG)
            .build(),
        "targets and seeds (%)",
        lines);
  }

  private static ScatterTrace line(
      String optimizer, double[] x, double[] y, Mode mode, Line.Shape shape) {
    Palette look = Palette.of(optimizer);
    return ScatterTrace.builder(x, y)
        .name(look.label())
        .mode(mode)
        .line(Line.builder().color(look.color()).width(2).shape(shape).build())
        .marker(Marker.builder().color(look.color()).symbol(look.symbol()).size(8).build())
        .build();
  }

  private static Figure figure(String title, Axis x, String y, List<Trace> lines) {
    Layout layout =
        Layout.builder(title)
            .xAxis(x)
            .yAxis(Axis.builder().title(y).build())
            .autosize(true)
            .build();
    Config config = Config.builder().responsive(true).displayLogo(false).build();
    return new Figure(layout, config, lines.toArray(new Trace[0]));
  }
}
