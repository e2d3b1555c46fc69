package moments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import moments.data.Cifar10;
import moments.parallel.Shard;
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
    subcommands = SweepPlanCommand.class,
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
        converter = ArgumentTypes.UserPathType.class,
        defaultValue = "target/sweep",
        description = "The folder of the sweep (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    Path path() {
      return out;
    }
  }

  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      version = Main.VERSION,
      description = "Works off the plan; any number of them share the work.")
  int run(
      @Mixin Folder folder,
      @Mixin ShardOptions share,
      @Mixin ThreadsOption threads,
      @Mixin CheckpointInterval checkpoints,
      @Mixin DataOptions data) {
    Sweep sweep = new Sweep(folder.path());
    Shard mine = share.shard(spec).orElse(Shard.WHOLE);
    threads.use(spec);
    Cifar10 images = data.load(spec.commandLine().getErr());
    return sweep.run(images, mine, checkpoints.every(), out());
  }

  @Command(
      name = "report",
      mixinStandardHelpOptions = true,
      version = Main.VERSION,
      description = "Shows what the finished runs say.")
  int report(@Mixin Folder folder) {
    new Sweep(folder.path()).report(out());
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
