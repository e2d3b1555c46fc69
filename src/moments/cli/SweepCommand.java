package moments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import moments.compare.NetChoice;
import moments.data.Cifar10;
import moments.optim.Optimizers;
import moments.parallel.Shard;
import moments.sweep.PlanSettings;
import moments.sweep.Sweep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tunes optimizers alike and compares them: a plan, its runs, a report. */
@Command(
    name = "sweep",
    version = Main.VERSION,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "plan|run|report",
    description = "Tunes optimizers with equal budgets, then compares them with fresh seeds.",
    footer = {"", "As in: mvn -q compile exec:java -Dexec.args=\"sweep plan --trials 8\""})
final class SweepCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "sweep: expected plan, run or report");
  }

  /** The folder of the sweep. */
  static final class Folder {
    @Option(
        names = "--out",
        paramLabel = "<folder>",
        converter = ArgumentTypes.Folder.class,
        defaultValue = "target/sweep",
        description = "The folder of the sweep (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");
  }

  @Command(name = "plan", description = "Writes the list of runs; trains nothing.")
  int plan(
      @Mixin Folder folder,
      @Option(
              names = "--optimizers",
              split = ",",
              paramLabel = "<name>",
              converter = ArgumentTypes.Named.class,
              defaultValue = "sgd,momentum,adam",
              description = "Which to tune (default: ${DEFAULT-VALUE}).")
          List<Optimizers.Entry> optimizers,
      @Option(
              names = "--trials",
              paramLabel = "<n>",
              converter = ArgumentTypes.Count.class,
              defaultValue = "12",
              description = "For each optimizer, the defaults first (default: ${DEFAULT-VALUE}).")
          int trials,
      @Option(
              names = "--net",
              converter = ArgumentTypes.Net.class,
              defaultValue = "tutorial",
              description = "tutorial or paper (default: ${DEFAULT-VALUE}).")
          NetChoice net,
      @Option(
              names = "--epochs",
              paramLabel = "<n>",
              converter = ArgumentTypes.Count.class,
              defaultValue = "2",
              description = "Of every run (default: ${DEFAULT-VALUE}).")
          int epochs,
      @Option(
              names = "--limit",
              paramLabel = "<n>",
              converter = ArgumentTypes.Count.class,
              defaultValue = "45000",
              description = "Images to train on (default: ${DEFAULT-VALUE}).")
          int limit,
      @Option(
              names = "--validation",
              paramLabel = "<n>",
              converter = ArgumentTypes.Count.class,
              defaultValue = "5000",
              description = "Training images held back for trials (default: ${DEFAULT-VALUE}).")
          int validation,
      @Option(
              names = "--eval-every",
              paramLabel = "<n>",
              converter = ArgumentTypes.Count.class,
              defaultValue = "1000",
              description = "Test after every n steps (default: ${DEFAULT-VALUE}).")
          int evalEvery,
      @Option(
              names = "--target",
              paramLabel = "<percent>",
              converter = ArgumentTypes.Percent.class,
              defaultValue = "50",
              description = "The accuracy to be reached and timed (default: ${DEFAULT-VALUE}).")
          double target,
      @Option(
              names = "--seeds",
              split = ",",
              paramLabel = "<seed>",
              converter = ArgumentTypes.Seed.class,
              defaultValue = "2,3,4",
              description = "Of the last runs; trials have seed 1 (default: ${DEFAULT-VALUE}).")
          List<Long> seeds) {
    ListOptions lists = new ListOptions(spec);
    List<String> names = optimizers.stream().map(Optimizers.Entry::name).toList();
    lists.requireDifferent("--optimizers", names);
    lists.requireDifferent("--seeds", seeds);
    int runs =
        new PlanSettings(
                net.name(),
                epochs,
                net.batch(),
                limit,
                validation,
                evalEvery,
                target / 100,
                names,
                trials,
                1,
                seeds)
            .write(folder.out);
    out().printf("%s runs are planned in %s; sweep run works them off.%n", runs, folder.out);
    out().flush();
    return 0;
  }

  @Command(name = "run", description = "Works off the plan; any number of them share the work.")
  int run(
      @Mixin Folder folder,
      @Mixin ShardOptions share,
      @Mixin CheckpointInterval checkpoints,
      @Mixin DataOptions data) {
    Sweep sweep = new Sweep(folder.out);
    Shard mine = share.shard(spec).orElse(Shard.WHOLE);
    Cifar10 images = data.load(spec.commandLine().getErr());
    return sweep.run(images, mine, checkpoints.every(), out());
  }

  @Command(name = "report", description = "Shows what the finished runs say.")
  int report(@Mixin Folder folder) {
    new Sweep(folder.out).report(out());
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
