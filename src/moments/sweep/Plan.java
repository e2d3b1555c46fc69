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
 * @param net its name
 * @param validation the number of training images that trials are tested on
 * @param target the accuracy whose first reaching is timed, 0 … 1
 * @param seeds of the last runs; trials have another
 */
record Plan(
    String net,
    int epochs,
    int batch,
    int images,
    int validation,
    int evalEvery,
    double target,
    List<Long> seeds,
    List<String> optimizers,
    List<Run> trials) {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
  private static final String FILE = "plan.json";

  /**
   * The trials, numbered from 1, the defaults first.
   *
   * @param trials for each optimizer
   * @param seed of the draws and of the weights of all trials
   */
  static List<Run> draw(List<String> optimizers, int trials, long seed) {
    List<Run> runs = new ArrayList<>();
    for (int trial = 1; trial <= trials; trial++) {
      for (String optimizer : optimizers) {
        // The odd factor (2⁶⁴/φ) moves neighbouring seeds far apart.
        Random random = new Random((seed * 1_000_003 + trial) * 0x9E3779B97F4A7C15L);
        Map<String, Double> values =
            trial == 1 ? SearchSpace.defaults(optimizer) : SearchSpace.draw(optimizer, random);
        String id = String.format(Locale.ROOT, "%s-trial-%02d", optimizer, trial);
        runs.add(new Run(id, optimizer, values, seed, false));
      }
    }
    return runs;
  }

  /** The runs with fresh seeds: each optimizer with its defaults and as its best trial. */
  List<Run> finals(Map<String, Run> best) {
    List<Run> runs = new ArrayList<>();
    for (long seed : seeds) {
      for (String optimizer : optimizers) {
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
      if (plan == null || plan.trials == null || plan.trials.isEmpty() || plan.seeds == null) {
        throw new SweepException(file + " holds no plan; write one anew");
      }
      return plan;
    } catch (IOException e) {
      throw new SweepException("There is no plan in %s (%s); write one first".formatted(folder, e));
    } catch (JsonParseException e) {
      throw new SweepException("%s is damaged (%s); write it anew".formatted(file, e.getMessage()));
    }
  }

  /** The number of steps of a run. */
  long steps() {
    return (long) epochs * ((images + batch - 1) / batch);
  }
}
