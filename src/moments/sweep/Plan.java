package moments.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a sweep runs, written before the first run: for each optimizer its defaults and as many
 * other trials as for every other.
 *
 * @param trials the runs that are tested on validation images
 */
record Plan(PlanSettings settings, List<Run> trials) {
  private static final String FILE = "plan.json";

  /** The runs with fresh seeds: each optimizer with its defaults and as its best trial. */
  List<Run> finals(Map<String, Run> best) {
    Set<Run> runs = new LinkedHashSet<>(); // The defaults may be the best.
    for (long seed : settings.seeds()) {
      for (String optimizer : settings.optimizers()) {
        Stream.of(Optional.of(defaults(optimizer)), Optional.ofNullable(best.get(optimizer)))
            .flatMap(Optional::stream)
            .map(trial -> trial.last(seed, settings.decay().in(true)))
            .forEach(runs::add);
      }
    }
    return List.copyOf(runs);
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
    if (Files.exists(file) && !read(folder).equals(this)) {
      throw new SweepException(
          "%s is another plan; choose another folder, or delete it with its runs".formatted(file));
    }
    SealedJson.write(file, this);
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
