package moments.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a sweep runs, written before the first run: for each optimizer its defaults and as many
 * other trials as for every other.
 *
 * @param trials the runs that are tested on validation images
 * @param sources what tells the optimizers of the reader's own from others, by {@link Contestants}
 */
record Plan(PlanSettings settings, List<Run> trials, Map<String, String> sources) {
  private static final String FILE = "plan.json";

  /** A plan from before there were {@code sources} is read without any. */
  Plan {
    sources = Objects.requireNonNullElse(sources, Map.of());
  }

  /** With the optimizers as they are now. */
  Plan(PlanSettings settings, Contestants contestants) {
    this(settings, Trials.first(settings, contestants), contestants.sources(settings.optimizers()));
  }

  /** The runs with fresh seeds: each optimizer with its defaults and as its best trial. */
  List<Run> finals(Map<String, Run> best) {
    Set<Run> runs = new LinkedHashSet<>(); // The defaults may be the best.
    for (long seed : settings.seeds()) {
      for (String optimizer : settings.optimizers()) {
        Run usual = defaults(optimizer);
        for (Run trial : List.of(usual, best.getOrDefault(optimizer, usual))) {
          runs.add(trial.last(seed, settings.decay().in(true)));
        }
      }
    }
    return List.copyOf(runs);
  }

  /**
   * What the result of {@code run} depends on besides the run itself.
   *
   * @param data to train on and to hold back, as in {@link moments.compare.DataNote}
   */
  Map<String, String> conditions(Run run, String data) {
    Map<String, String> conditions = new TreeMap<>(settings.ofEveryRun());
    conditions.put("data", data);
    String source = sources.get(run.optimizer());
    if (source != null) {
      conditions.put("source", source);
    }
    return conditions;
  }

  /** The first trial of {@code optimizer}. */
  Run defaults(String optimizer) {
    return trials.stream()
        .filter(run -> run.optimizer().equals(optimizer))
        .findFirst()
        .orElseThrow();
  }

  void write(Path folder) {
    Path file = folder.resolve(FILE);
    if (Files.notExists(file)) {
      SealedJson.write(file, this);
      return;
    }
    Plan there = read(folder);
    if (!there.settings.equals(settings) || !there.trials.equals(trials)) {
      throw new SweepException(
          "%s is another plan; choose another folder, or delete it with its runs".formatted(file));
    }
    there.requireSameSources(sources);
  }

  /** Refuses an optimizer that is another one than when the plan was written. */
  void requireSameSources(Map<String, String> now) {
    sources.forEach(
        (optimizer, source) -> {
          if (!source.equals(now.get(optimizer))) {
            throw changed(optimizer);
          }
        });
  }

  /** Refuses an optimizer that is not to be found, or has other hyperparameters than planned. */
  void requireOptimizers(Contestants contestants) {
    for (String name : settings.optimizers()) {
      Set<String> planned = defaults(name).hyperparameters().keySet();
      if (!loaded(name, contestants).defaults().keySet().equals(planned)) {
        throw changed(name);
      }
    }
  }

  private static Contestant loaded(String name, Contestants contestants) {
    try {
      return contestants.named(name);
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage()).strip();
      throw new SweepException(
          "The plan's optimizer %s cannot be loaded: %s%nPut it back as it was, or plan anew in another folder"
              .formatted(name, why));
    }
  }

  private static SweepException changed(String optimizer) {
    return new SweepException(
        "%s was changed since the plan was written, and all its runs must be of one optimizer; undo that, or plan anew in another folder"
            .formatted(optimizer));
  }

  /**
   * The plan in {@code folder}.
   *
   * @throws SweepException if there is none, or it cannot be read
   */
  static Plan read(Path folder) {
    return SealedJson.read(folder.resolve(FILE), Plan.class, "plan anew")
        .orElseThrow(
            () -> new SweepException("There is no plan in %s; write one first".formatted(folder)));
  }
}
