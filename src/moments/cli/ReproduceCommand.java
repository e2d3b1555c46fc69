package moments.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import moments.data.Cifar10;
import moments.optim.Optimizers;
import moments.reproduce.Figure3;
import moments.reproduce.Figure3Settings;
import moments.reproduce.Figure4;
import moments.reproduce.KnownCosts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Experiments of the Adam paper, done again. */
@Command(
    name = "reproduce",
    version = Main.VERSION,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "figure3|figure4",
    description = "Does experiments of the Adam paper again.",
    footer = {"", "As in: mvn -q compile exec:java -Dexec.args=\"reproduce figure3\""})
final class ReproduceCommand implements Runnable {
  private static final int USUAL_LIMIT = 10_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "reproduce: expected figure3 or figure4");
  }

  @Command(
      name = "figure3",
      version = Main.VERSION,
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Trains the paper's net with AdaGrad, Nesterov, Adam and RMSProp, with and without dropout.",
        "Hours; any number of these commands share the work, and each goes on where it was stopped."
      })
  int figure3(
      @Option(
              names = "--input",
              paramLabel = "<kind>",
              defaultValue = "zca",
              description = "zca: whitened; channels: normalised by colour (default: zca).")
          String input,
      @Option(
              names = "--optimizers",
              split = ",",
              paramLabel = "<name>",
              converter = ArgumentTypes.Named.class,
              defaultValue = "adagrad,nesterov,adam,rmsprop",
              description = "Some of these (default: ${DEFAULT-VALUE}).")
          List<Optimizers.Entry> optimizers,
      @Option(
              names = "--epochs",
              paramLabel = "<n>",
              converter = ArgumentTypes.Count.class,
              defaultValue = "45",
              description = "Of the long panel (default: ${DEFAULT-VALUE}).")
          int epochs,
      @Option(
              names = "--seeds",
              split = ",",
              paramLabel = "<seed>",
              converter = ArgumentTypes.Seed.class,
              defaultValue = "1,2,3",
              description = "Of the short panel; all else has the first (default: 1,2,3).")
          List<Long> seeds,
      @Mixin LimitOption limit,
      @Mixin ThreadsOption threads,
      @Option(
              names = "--out",
              paramLabel = "<folder>",
              converter = ArgumentTypes.UserPathType.class,
              defaultValue = "target/figure3",
              description = "The folder of the runs (default: ${DEFAULT-VALUE}).")
          Path out,
      @Option(names = "--show", description = "Train nothing; write the page of what is there.")
          boolean show,
      @Option(
              names = "--known",
              paramLabel = "<figure3.csv>",
              converter = ArgumentTypes.UserPathType.class,
              description = {
                "What an earlier experiment has measured, not to train it again: ours is",
                "lessons/12-adam-or-sgd/figure3.csv."
              })
          Optional<Path> known,
      @Mixin CheckpointInterval checkpoints,
      @Mixin DataOptions data) {
    ListOptions lists = lists("figure3");
    lists.requireNoGaps("--optimizers");
    lists.requireNoGaps("--seeds");
    lists.requireDifferent("--optimizers", optimizers);
    lists.requireDifferent("--seeds", seeds);
    Figure3Settings settings = settings(input, optimizers, epochs, seeds);
    KnownCosts costs = known.map(file -> known(file, out)).orElse(KnownCosts.NONE);
    threads.use(spec);
    Cifar10 images = data.load(spec.commandLine().getErr());
    int limited = limit.of(images, Integer.MAX_VALUE, spec);
    Figure3 figure = new Figure3(settings, images, limited, out, costs, checkpoints.every(), out());
    return show ? figure.show() : figure.run();
  }

  private KnownCosts known(Path file, Path out) {
    Path table = out.resolve(Figure3.TABLE).toAbsolutePath().normalize();
    if (file.toAbsolutePath().normalize().equals(table)) {
      throw new ParameterException(
          spec.commandLine(),
          "--known: expected another table than %s, which is written anew; rename it first"
              .formatted(file));
    }
    return KnownCosts.read(file);
  }

  private Figure3Settings settings(
      String input, List<Optimizers.Entry> optimizers, int epochs, List<Long> seeds) {
    try {
      List<String> names = optimizers.stream().map(Optimizers.Entry::name).toList();
      return new Figure3Settings(input, names, epochs, seeds);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "reproduce figure3: " + e.getMessage());
    }
  }

  private ListOptions lists(String part) {
    return new ListOptions(requireNonNull(spec.subcommands().get(part)).getCommandSpec());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  @Command(
      name = "figure4",
      version = Main.VERSION,
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Trains the tutorial's net with Adam and with Adam without the correction of its bias,",
        "with each β₁, β₂ and α of a grid, by default on 10,000 images; goes on where it was stopped."
      })
  int figure4(
      @Option(
              names = "--seeds",
              split = ",",
              paramLabel = "<seed>",
              converter = ArgumentTypes.Seed.class,
              defaultValue = "1,2,3",
              description = "One training of each for each seed (default: 1,2,3).")
          List<Long> seeds,
      @Mixin LimitOption limit,
      @Mixin ThreadsOption threads,
      @Option(
              names = "--out",
              paramLabel = "<folder>",
              converter = ArgumentTypes.UserPathType.class,
              defaultValue = "target/figure4",
              description = "The folder of the table (default: ${DEFAULT-VALUE}).")
          Path out,
      @Mixin DataOptions data) {
    ListOptions lists = lists("figure4");
    lists.requireNoGaps("--seeds");
    lists.requireDifferent("--seeds", seeds);
    threads.use(spec);
    Cifar10 images = data.load(spec.commandLine().getErr());
    int limited = limit.of(images, USUAL_LIMIT, spec);
    return new Figure4(images, limited, seeds, out, out()).run();
  }
}
