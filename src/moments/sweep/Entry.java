package moments.sweep;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import moments.sweep.Outcome.Reached;

/**
 * An optimizer with one choice of its hyperparameters, and what it came to from fresh seeds.
 *
 * @param label of the optimizer
 * @param tuned whether this is its best trial; the defaults may be that too
 * @param seeds its last runs that are finished
 */
record Entry(String label, boolean tuned, Run trial, List<Outcome> seeds) {
  /** Of each optimizer its defaults and, if that is another trial, its best; none without runs. */
  static List<Entry> all(Sweep sweep) {
    List<Entry> entries = new ArrayList<>();
    Map<String, Outcome> best = sweep.best();
    List<Outcome> finished = sweep.outcomes(sweep.finals());
    for (String name : sweep.plan().settings().optimizers()) {
      Run defaults = sweep.plan().defaults(name);
      Run tuned = best.containsKey(name) ? best.get(name).run() : defaults;
      if (!tuned.equals(defaults)) {
        entries.add(of(sweep, defaults, false, finished));
      }
      entries.add(of(sweep, tuned, true, finished));
    }
    return entries.stream().filter(entry -> !entry.seeds.isEmpty()).toList();
  }

  private static Entry of(Sweep sweep, Run trial, boolean tuned, List<Outcome> finished) {
    List<Outcome> own =
        finished.stream()
            .filter(outcome -> outcome.run().id().startsWith(trial.id() + "-"))
            .toList();
    return new Entry(sweep.label(trial.optimizer()), tuned, trial, own);
  }

  /** {@code defaults}, {@code tuned} or, where the best trial is the first, both. */
  String kind() {
    boolean first = trial.id().endsWith("-trial-01");
    return tuned && first ? "defaults = tuned" : tuned ? "tuned" : "defaults";
  }

  Interval accuracy() {
    return Interval.of(seeds.stream().mapToDouble(Outcome::accuracy).toArray());
  }

  /** To the {@code i}-th target, for each seed; infinite for those that missed it. */
  double[] to(int i, ToDoubleFunction<Reached> quantity) {
    return seeds.stream().mapToDouble(o -> quantity.applyAsDouble(o.reached().get(i))).toArray();
  }

  /** {@code lr 0.010, eps 1.0e-08}. */
  static String values(Run run) {
    return run.hyperparameters().entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%s %.2g", e.getKey(), e.getValue()))
        .collect(joining(", "));
  }
}
