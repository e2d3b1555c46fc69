package moments.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import moments.sweep.Decay;
import moments.sweep.PlanSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the list of runs of a sweep. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    version = Main.VERSION,
    description = "Writes the list of runs; trains nothing.")
final class SweepPlanCommand implements Callable<Integer> {
  private static final int USUAL_TRIALS = 12;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SweepCommand.Folder folder = new SweepCommand.Folder();

  @Option(
      names = "--optimizers",
      split = ",",
      paramLabel = "<name>",
      converter = ArgumentTypes.Contender.class,
      defaultValue = "sgd,momentum,adam",
      description =
          "Which to tune (default: ${DEFAULT-VALUE}); also one of your own, by its class"
              + " (my.package.MyAdam) or its file (my/MyAdam.java).")
  private List<String> optimizers = List.of();

  @Option(
      names = "--trials",
      paramLabel = "<n>",
      converter = ArgumentTypes.Count.class,
      description = "For each optimizer, the defaults first (default: 12, or what --grid needs).")
  private Optional<Integer> trials = Optional.empty();

  @Option(
      names = "--grid",
      split = ",",
      paramLabel = "<name=n>",
      description =
          "A logarithmic grid in the place of random draws, as in lr=5,eps=3; an optimizer without"
              + " eps then gets 15 rates.")
  private Map<String, Integer> grid = new LinkedHashMap<>();

  @Option(
      names = "--widen",
      paramLabel = "<n>",
      converter = ArgumentTypes.Count.class,
      description =
          "Where a best value is at the edge of its range, widen that up to n times, with the same"
              + " number of further trials for each optimizer.")
  private Optional<Integer> widen = Optional.empty();

  @Option(
      names = "--decay",
      paramLabel = "<runs>",
      converter = ArgumentTypes.Decays.class,
      defaultValue = "none",
      description =
          "Let the learning rate fall to 0 in the last runs or in all: none, last or all (default:"
              + " ${DEFAULT-VALUE}).")
  private Decay decay = Decay.NONE;

  @Mixin private TrainingOptions training = new TrainingOptions();

  @Option(
      names = "--limit",
      paramLabel = "<n>",
      converter = ArgumentTypes.Count.class,
      defaultValue = "45000",
      description = "Images to train on (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--validation",
      paramLabel = "<n>",
      converter = ArgumentTypes.Count.class,
      defaultValue = "5000",
      description = "Training images held back for trials (default: ${DEFAULT-VALUE}).")
  private int validation;

  @Option(
      names = "--targets",
      split = ",",
      paramLabel = "<percent>",
      converter = ArgumentTypes.Percent.class,
      defaultValue = "40,45,50,55",
      description = "The accuracies to be reached and timed (default: ${DEFAULT-VALUE}).")
  private List<Double> targets = List.of();

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "<seed>",
      converter = ArgumentTypes.Seed.class,
      defaultValue = "2,3,4",
      description = "Of the last runs; trials have seed 1 (default: ${DEFAULT-VALUE}).")
  private List<Long> seeds = List.of();

  @Override
  public Integer call() {
    ListOptions lists = new ListOptions(spec);
    List.of("--optimizers", "--grid", "--targets", "--seeds").forEach(lists::requireNoGaps);
    lists.requireOneValueEach("--grid");
    lists.requireDifferent("--optimizers", optimizers);
    lists.requireDifferent("--targets", targets);
    lists.requireDifferent("--seeds", seeds);
    PlanSettings settings =
        new PlanSettings(
            training.net().name(),
            training.epochs(),
            training.batch(limit),
            limit,
            validation,
            training.evalEvery(),
            targets.stream().sorted().map(percent -> percent / 100).toList(),
            optimizers,
            trials(),
            grid,
            widen.orElse(0),
            decay,
            1,
            seeds);
    int runs = settings.write(folder.path());
    spec.commandLine()
        .getOut()
        .printf(
            "Up to %s runs are planned in %s; sweep run works them off.%n", runs, folder.path());
    spec.commandLine().getOut().flush();
    return 0;
  }

  private int trials() {
    if (grid.isEmpty()) {
      return trials.orElse(USUAL_TRIALS);
    }
    if (trials.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "--trials: a grid has as many as it has points; leave one of them out");
    }
    return PlanSettings.trialsOfGrid(grid);
  }
}
