package moments.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * The trials of a sweep that are known so far, and where they were looked for.
 *
 * <p>Where a best value lies at the edge of its range, the range is widened there, and every
 * optimizer gets the same number of further trials; which ones depends on the outcomes alone, so
 * that all workers agree on them.
 *
 * @param ranges of each optimizer, wide enough for all of its trials
 * @param widenings so far
 */
record Trials(List<Run> runs, Map<String, List<Range>> ranges, int widenings) {
  /** The defaults of each optimizer, then a grid or random draws; numbered from 1. */
  static List<Run> first(PlanSettings settings, Contestants contestants) {
    List<Run> runs = new ArrayList<>();
    Map<String, List<Map<String, Double>>> grids = new LinkedHashMap<>();
    for (String name : settings.optimizers()) {
      grids.put(name, Grid.of(contestants.named(name), settings.grid()));
    }
    for (int trial = 1; trial <= settings.trials(); trial++) {
      for (String name : settings.optimizers()) {
        Contestant contestant = contestants.named(name);
        List<Map<String, Double>> grid = Objects.requireNonNull(grids.get(name));
        Map<String, Double> values =
            trial == 1
                ? contestant.defaults()
                : grid.isEmpty()
                    ? contestant.draw(contestant.space(), random(settings, trial))
                    : grid.get(trial - 2);
        runs.add(run(settings, name, contestant, trial, values));
      }
    }
    return runs;
  }

  /** Those of {@code plan}, in the ranges that every optimizer starts with. */
  static Trials of(Plan plan, Contestants contestants) {
    Map<String, List<Range>> ranges = new LinkedHashMap<>();
    for (String name : plan.settings().optimizers()) {
      ranges.put(name, contestants.named(name).ranges(plan.settings().grid().keySet()));
    }
    return new Trials(plan.trials(), ranges, 0);
  }

  /** With further trials, if a best value is at an edge. */
  Optional<Trials> widened(
      PlanSettings settings, Contestants contestants, Map<String, Outcome> best) {
    Map<String, List<Range>> wider = new LinkedHashMap<>();
    Map<String, List<Range>> drawnFrom = new LinkedHashMap<>();
    ranges.forEach(
        (name, before) -> {
          Map<String, Double> values =
              Objects.requireNonNull(best.get(name)).run().hyperparameters();
          List<Range> beyond = before.stream().map(range -> beyond(range, values)).toList();
          drawnFrom.put(name, beyond);
          wider.put(name, Range.union(before, beyond));
        });
    if (wider.equals(ranges)) {
      return Optional.empty();
    }
    List<Run> all = new ArrayList<>(runs);
    int before = runs.size() / settings.optimizers().size();
    int more = (settings.trials() + 1) / 2;
    for (int trial = before + 1; trial <= before + more; trial++) {
      for (String name : settings.optimizers()) {
        Contestant contestant = contestants.named(name);
        List<Range> from = Objects.requireNonNull(drawnFrom.get(name));
        Map<String, Double> values = contestant.draw(from, random(settings, trial));
        all.add(run(settings, name, contestant, trial, values));
      }
    }
    return Optional.of(new Trials(all, wider, widenings + 1));
  }

  private static Range beyond(Range range, Map<String, Double> values) {
    return range.beyond(Objects.requireNonNull(values.get(range.name())));
  }

  private static Run run(
      PlanSettings settings,
      String name,
      Contestant contestant,
      int trial,
      Map<String, Double> values) {
    String id = String.format(Locale.ROOT, "%s-trial-%02d", contestant.label(), trial);
    return new Run(id, name, values, settings.drawSeed(), false, settings.decay().in(false));
  }

  /** The odd factor (2⁶⁴/φ) moves neighbouring seeds far apart. */
  private static Random random(PlanSettings settings, int trial) {
    return new Random((settings.drawSeed() * 1_000_003 + trial) * 0x9E3779B97F4A7C15L);
  }
}
