package moments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import moments.compare.Comparison;
import moments.compare.RunFolder;
import moments.compare.Saving;
import moments.data.Cifar10;
import moments.nn.Parameter;
import moments.optim.Optimizers;
import moments.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a {@link Comparison}, checked before anything is trained. */
@Command(
    name = "compare",
    version = Main.VERSION,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = "Trains the same net on the same batches with several optimizers.",
    footer = {
      "",
      "Example: mvn -q compile exec:java -Dexec.args=\"--epochs 1 --seeds 1,2,3\"",
      "",
      "Other commands, each with a --help of its own:",
      "  lab        opens the notebooks of the lessons in JupyterLab",
      "  jshell     opens a lesson in JShell",
      "  lessons    lists the lessons",
      "  book       writes the lessons as pages to read anywhere, to target/book/",
      "  sweep      tunes optimizers with equal budgets, and compares them",
      "  reproduce  does two experiments of the Adam paper again",
      "  weave      writes the notebooks and scripts of the lessons",
      "  check      tries the tests of an assignment on a solution",
      "  grade      grades the submissions of a class",
      "  gradescope packs an assignment for Gradescope",
      "Example: mvn -q compile exec:java -Dexec.args=lab"
    })
final class CompareCommand implements Callable<Integer> {
  @Option(
      names = "--optimizers",
      split = ",",
      paramLabel = "<name>",
      converter = ArgumentTypes.Named.class,
      defaultValue = "sgd,momentum,adam",
      completionCandidates = ArgumentTypes.Named.class,
      description = "Which to compare: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private List<Optimizers.Entry> optimizers = List.of();

  @Option(
      names = "--lr",
      split = ",",
      paramLabel = "<name=rate>",
      mapFallbackValue = "",
      converter = {ArgumentTypes.Rated.class, ArgumentTypes.Rate.class},
      description = "Learning rates, as in adam=0.001,sgd=0.01 (default: the usual one of each).")
  private Map<Optimizers.Entry, Double> rates = Map.of();

  @Mixin private TrainingOptions training = new TrainingOptions();

  @Mixin private LimitOption limit = new LimitOption();

  @Option(
      names = "--validation",
      paramLabel = "<n>",
      converter = ArgumentTypes.Count.class,
      description =
          "Hold back the last n training images and test on them, not on the test images: for"
              + " choosing learning rates.")
  private Optional<Integer> validation = Optional.empty();

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "<seed>",
      converter = ArgumentTypes.Seed.class,
      defaultValue = "1",
      description = "One run of each optimizer for each seed (default: ${DEFAULT-VALUE}).")
  private List<Long> seeds = List.of();

  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Option(
      names = "--plain",
      description = "Run the layers as they are written, for a debugger; much slower.")
  private boolean plain;

  @Option(
      names = "--out",
      paramLabel = "<folder>",
      converter = ArgumentTypes.UserPathType.class,
      defaultValue = "target/adam-vs-sgd",
      description = "Where index.html and history.csv go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("");

  @Mixin private DataOptions data = new DataOptions();

  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ListOptions lists = new ListOptions(spec);
    List.of("--optimizers", "--lr", "--seeds").forEach(lists::requireNoGaps);
    lists.requireOneValueEach("--lr");
    lists.requireDifferent(
        "--optimizers", optimizers.stream().map(Optimizers.Entry::name).toList());
    lists.requireDifferent("--seeds", seeds);
    Map<Optimizers.Entry, Double> chosen = chosenRates();
    threads.use(spec);
    try (RunFolder folder = RunFolder.claim(out)) {
      return run(chosen, folder);
    }
  }

  private int run(Map<Optimizers.Entry, Double> chosen, RunFolder results) {
    PrintWriter err = spec.commandLine().getErr();
    Cifar10 loaded = data.load(err);
    int most = loaded.train().size() - 1;
    validation.ifPresent(n -> LimitOption.requireAtMost("--validation", n, most, loaded, spec));
    Cifar10 all = validation.map(loaded::validating).orElse(loaded);
    int images = limit.of(all, Integer.MAX_VALUE, spec);
    int batch = training.batch(images);
    LimitOption.requireAtMost("--batch", batch, images, all, spec);
    String tested = validation.isPresent() ? "validation" : "test";
    checkpoints.warn(results, err);
    Saving saving = checkpoints.saving();
    return new Comparison(
            all,
            tested,
            images,
            training.net(),
            chosen,
            seeds,
            training.epochs(),
            batch,
            training.evalEvery(),
            plain,
            saving,
            results)
        .run(spec.commandLine().getOut());
  }

  /** The rate of every optimizer that takes part, in their order. */
  private Map<Optimizers.Entry, Double> chosenRates() {
    Map<Optimizers.Entry, Double> chosen = new LinkedHashMap<>();
    for (Optimizers.Entry entry : optimizers) {
      chosen.put(entry, rates.getOrDefault(entry, entry.lr()));
    }
    rates.forEach(
        (entry, lr) -> {
          if (!chosen.containsKey(entry)) {
            throw wrong(
                "--lr: %s does not take part; add it to --optimizers or leave out its rate"
                    .formatted(entry.name()));
          }
          Parameter any = new Parameter("any", Tensor.zeros(1));
          check("--lr ", () -> entry.create(List.of(any), lr));
        });
    return chosen;
  }

  private void check(String prefix, Runnable use) {
    try {
      use.run();
    } catch (IllegalArgumentException e) {
      throw wrong(prefix + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
