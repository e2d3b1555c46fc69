package moments.sweep;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import moments.train.Output;

/**
 * What a sweep runs, written before the first run: for each optimizer its defaults and as many
 * random draws as for every other.
 *
 * @param trials the runs that are tested on validation images
 */
record Plan(PlanSettings settings, List<Run> trials) {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
  private static final String FILE = "plan.json";

  /** The plan by these settings: the trials of each optimizer are numbered from 1. */
  static Plan of(PlanSettings settings) {
    List<Run> runs = new ArrayList<>();
    for (int trial = 1; trial <= settings.trials(); trial++) {
      for (String optimizer : settings.optimizers()) {
        // The odd factor (2⁶⁴/φ) moves neighbouring seeds far apart.
        long seed = settings.drawSeed();
        Random random = new Random((seed * 1_000_003 + trial) * 0x9E3779B97F4A7C15L);
        Map<String, Double> values =
            trial == 1 ? SearchSpace.defaults(optimizer) : SearchSpace.draw(optimizer, random);
        String id = String.format(Locale.ROOT, "%s-trial-%02d", optimizer, trial);
        runs.add(new Run(id, optimizer, values, seed, false));
      }
    }
    return new Plan(settings, runs);
  }

  /** The runs with fresh seeds: each optimizer with its defaults and as its best trial. */
  List<Run> finals(Map<String, Run> best) {
    List<Run> runs = new ArrayList<>();
    for (long seed : settings.seeds()) {
      for (String optimizer : settings.optimizers()) {
        Map<String, Double> usual = SearchSpace.defaults(optimizer);
        runs.add(new Run(optimizer + "-defaults-" + seed, optimizer, usual, seed, true));
        Optional.ofNullable(best.get(optimizer))
            .map(Run::hyperparameters)
            .map(tuned -> new Run(optimizer + "-tuned-" + seed, optimizer, tuned, seed, true))
            .ifPresent(runs::add);
      }
    }
    return runs;
  }

  void write(Path folder) {
    Path file = folder.resolve(FILE);
    if (Files.exists(file) && !read(folder).equals(this)) {
      throw new SweepException(
          "%s is another plan; choose another folder, or delete it with its runs".formatted(file));
    }
    Output.write(file, GSON.toJson(this) + "\n");
  }

  /**
   * The plan in {@code folder}.
   *
   * @throws SweepException if there is none, or it cannot be read
   */
  static Plan read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      Plan plan = GSON.fromJson(Files.readString(file), Plan.class);
      if (plan == null || plan.settings == null || plan.trials == null || plan.trials.isEmpty()) {
        throw new SweepException(file + " holds no plan; write one anew");
      }
      return plan;
    } catch (IOException e) {
      throw new SweepException("There is no plan in %s (%s); write one first".formatted(folder, e));
    } catch (JsonParseException e) {
      throw new SweepException("%s is damaged (%s); write it anew".formatted(file, e.getMessage()));
    }
  }
}
