package moments.sweep;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import moments.compare.NetChoice;
import moments.nn.Parameter;

/**
 * What a plan is made of.
 *
 * @param net its name
 * @param epochs of every run
 * @param images to train on
 * @param validation the number of training images that trials are tested on
 * @param evalEvery steps from one test to the next
 * @param targets the accuracies whose first reaching is timed, 0 … 1
 * @param optimizers by name, or as a class or a file of one's own
 * @param trials for each optimizer, the defaults among them
 * @param grid the number of values of each hyperparameter that is searched; empty for random draws
 * @param widenings how often ranges may be widened at most
 * @param decay in which runs the learning rate falls to 0
 * @param drawSeed of the draws and of the weights of all trials
 * @param seeds of the last runs, all of them fresh
 */
public record PlanSettings(
    String net,
    int epochs,
    int batch,
    int images,
    int validation,
    int evalEvery,
    List<Double> targets,
    List<String> optimizers,
    int trials,
    Map<String, Integer> grid,
    int widenings,
    Decay decay,
    long drawSeed,
    List<Long> seeds) {
  /**
   * The number of trials for each optimizer on a grid of these sizes: its points and the defaults.
   *
   * @throws SweepException if it is no grid, or too large
   */
  public static int trialsOfGrid(Map<String, Integer> sizes) {
    boolean rates = sizes.containsKey(Contestant.LR);
    if (!rates || sizes.values().stream().anyMatch(size -> size < 1)) {
      throw new SweepException(
          "A grid needs lr and sizes from 1 on, as in lr=5, got %s".formatted(sizes));
    }
    try {
      return Math.addExact(1, Grid.size(sizes));
    } catch (ArithmeticException e) {
      throw new SweepException("A grid of %s has too many points".formatted(sizes));
    }
  }

  /**
   * Writes the plan to {@code folder}, unless there is another one; returns how many runs it has at
   * most, but for those of widened ranges.
   *
   * @throws SweepException if a seed is not fresh, two optimizers have one name, one cannot be made
   *     for its trials, or the folder has another plan, or one of an optimizer that was changed
   */
  public int write(Path folder) {
    return write(folder, new Contestants());
  }

  int write(Path folder, Contestants contestants) {
    requireSeeds();
    requireOptimizers(contestants);
    Plan plan = new Plan(this, contestants);
    List<Parameter> parameters = netChoice().create(drawSeed).parameters();
    Stream.concat(plan.trials().stream(), plan.finals(Map.of()).stream())
        .forEach(run -> requireCreatable(run, contestants, parameters));
    plan.write(folder);
    int kinds = trials == 1 ? 1 : 2; // The only trial is both the best and the defaults.
    return plan.trials().size() + kinds * optimizers.size() * seeds.size();
  }

  private void requireSeeds() {
    if (seeds.contains(drawSeed)) {
      throw new SweepException(
          "Seed %s is that of the trials; give the last runs fresh ones".formatted(drawSeed));
    }
    if (new HashSet<>(seeds).size() < seeds.size()) {
      throw new SweepException(
          "Seeds %s: expected each only once, for a last run of its own".formatted(seeds));
    }
  }

  private void requireOptimizers(Contestants contestants) {
    Set<String> known = new HashSet<>();
    Set<String> labels = new HashSet<>();
    for (String name : optimizers) {
      Contestant contestant = contestants.named(name);
      if (!labels.add(contestant.label().toLowerCase(Locale.ROOT))) { // It names folders.
        throw new SweepException(
            "Two optimizers are called %s; give one another name".formatted(contestant.label()));
      }
      if (decay != Decay.NONE && !contestant.canDecay()) {
        throw new SweepException(
            "%s has no constructor that takes a Schedule, so its rate cannot decay"
                .formatted(contestant.label()));
      }
      contestant.space().forEach(range -> known.add(range.name()));
    }
    Set<String> unknown = new TreeSet<>(grid.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new SweepException(
          "No optimizer here has the hyperparameters %s of the grid; choose from %s"
              .formatted(unknown, new TreeSet<>(known)));
    }
  }

  /**
   * Refuses an optimizer that does not take what it is to be tried with, before hours of others.
   */
  private void requireCreatable(Run run, Contestants contestants, List<Parameter> parameters) {
    try {
      contestants.named(run.optimizer()).create(parameters, run, steps());
    } catch (RuntimeException e) {
      Object why = e instanceof SweepException ? e.getMessage() : e;
      throw new SweepException(
          "%s cannot be made for %s (%s); let its constructor take what it is to be tried with"
              .formatted(run.optimizer(), run.hyperparameters(), why),
          e);
    }
  }

  /** The net of all runs. */
  NetChoice netChoice() {
    return NetChoice.named(net)
        .orElseThrow(() -> new SweepException("The plan has an unknown net: " + net));
  }

  /** What every run of the plan has in common and its result depends on. */
  Map<String, String> ofEveryRun() {
    return Map.of(
        "net",
        net,
        "epochs",
        "" + epochs,
        "batch",
        "" + batch,
        "images",
        "" + images,
        "validation images",
        "" + validation,
        "steps between tests",
        "" + evalEvery);
  }

  /** The number of tests of a run: one so often, and one at the end of each epoch. */
  long tests() {
    long epoch = steps() / epochs;
    return LongStream.rangeClosed(1, steps())
        .filter(step -> step % evalEvery == 0 || step % epoch == 0)
        .count();
  }

  /** The number of steps of a run. */
  long steps() {
    return (long) epochs * (((long) images + batch - 1) / batch);
  }
}
