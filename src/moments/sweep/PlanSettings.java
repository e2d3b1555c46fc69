package moments.sweep;

import java.nio.file.Path;
import java.util.List;

/**
 * What a plan is made of.
 *
 * @param net its name
 * @param epochs of every run
 * @param images to train on
 * @param validation the number of training images that trials are tested on
 * @param evalEvery steps from one test to the next
 * @param target the accuracy whose first reaching is timed, 0 … 1
 * @param trials for each optimizer, the defaults among them
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
    double target,
    List<String> optimizers,
    int trials,
    long drawSeed,
    List<Long> seeds) {
  /**
   * Writes the plan to {@code folder}, unless there is another one; returns the number of runs.
   *
   * @throws SweepException if a seed is not fresh, or the folder has another plan
   */
  public int write(Path folder) {
    if (seeds.contains(drawSeed)) {
      throw new SweepException(
          "Seed %s is that of the trials; give the last runs fresh ones".formatted(drawSeed));
    }
    Plan plan = Plan.of(this);
    plan.write(folder);
    return plan.trials().size() + 2 * optimizers.size() * seeds.size();
  }

  /** The number of steps of a run. */
  long steps() {
    return (long) epochs * ((images + batch - 1) / batch);
  }
}
