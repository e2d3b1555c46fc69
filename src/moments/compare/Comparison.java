package moments.compare;

import static java.util.stream.Collectors.joining;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import moments.data.Cifar10;
import moments.data.DataLoader;
import moments.nn.Sequential;
import moments.optim.Optimizers;
import moments.parallel.Workers;
import moments.plot.Palette;
import moments.simd.Simd;
import moments.train.Trainer;
import moments.train.TrainerState;
import picocli.CommandLine;

/**
 * Trains the same net with several optimizers: for each seed, all start from the same weights and
 * see the same batches.
 *
 * @param tested what to call the images it tests on, such as {@code test}
 * @param images the number of training images to use
 * @param rates the optimizers, in the order of their runs, with their learning rates
 * @param batch images in a batch
 * @param evalEvery steps from one test to the next
 * @param plain whether layers run as they are written, not compiled
 * @param saving how often to save checkpoints, and whether to take one up
 * @param out where the results go; released at the end
 */
public record Comparison(
    Cifar10 data,
    String tested,
    int images,
    NetChoice net,
    Map<Optimizers.Entry, Double> rates,
    List<Long> seeds,
    int epochs,
    int batch,
    int evalEvery,
    boolean plain,
    Saving saving,
    RunFolder out) {
  private static final int TEST_BATCH = 100;
  private static final String MACHINE = "Machine";

  /** Trains, shows and saves the results; returns the exit code. */
  public int run(PrintWriter screen) {
    screen.println(title());
    details().forEach((name, value) -> screen.printf("  %-12s %s%n", name, value));
    screen.println();
    screen.flush();
    out.requireSpace(bytes());
    try (ResultFiles results = new ResultFiles(this, screen)) {
      boolean interrupted = trainAll(results, results.savedRun(), screen);
      results.show(interrupted);
      if (interrupted) {
        return CtrlC.EXIT_CODE;
      }
      return results.saved() ? 0 : CommandLine.ExitCode.USAGE;
    }
  }

  /**
   * Returns whether the training was interrupted.
   *
   * @param saved of one run; those before it are over
   */
  private boolean trainAll(ResultFiles results, Optional<TrainerState> saved, PrintWriter screen) {
    boolean over = saved.isPresent();
    for (long seed : seeds) {
      for (Map.Entry<Optimizers.Entry, Double> each : rates.entrySet()) {
        String name = each.getKey().name();
        boolean taken = saved.filter(run -> run.isOf(name, seed)).isPresent();
        over &= !taken;
        if (!over) {
          Trainer trainer = trainer(each.getKey(), each.getValue(), seed, results);
          if (taken) {
            results.resume(trainer, saved.orElseThrow());
          }
          Trainer.Result result = train(trainer, label(name, seed), screen);
          results.runEnded(trainer, name, seed, result.end());
          if (result.end() == Trainer.End.INTERRUPTED) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private String label(String name, long seed) {
    return Palette.of(name).label() + (seeds.size() > 1 ? ", seed " + seed : "");
  }

  private Trainer trainer(Optimizers.Entry entry, double lr, long seed, ResultFiles results) {
    Sequential start = net.create(seed);
    Trainer trainer =
        new Trainer(start, entry.create(start.parameters(), lr), batches(seed), testBatches());
    return (plain ? trainer.plain() : trainer)
        .recordTo(results.history(), entry.name(), seed)
        .evaluateEvery(evalEvery)
        .listen(results);
  }

  private Trainer.Result train(Trainer trainer, String label, PrintWriter screen) {
    try (ProgressDisplay progress =
        new ProgressDisplay(screen, label, trainer.progress(), (long) epochs * images, batch)) {
      Trainer.Result result = run(trainer.listen(progress));
      progress.end(result);
      return result;
    }
  }

  private Trainer.Result run(Trainer trainer) {
    int rest = epochs - trainer.epochs();
    long step = trainer.progress().step();
    return rest > 0
        ? trainer.run(rest)
        : new Trainer.Result(Trainer.End.FINISHED, step, Double.NaN);
  }

  private DataLoader batches(long seed) {
    return new DataLoader(data.train().limit(images), batch, true, seed, net.normalize());
  }

  private DataLoader testBatches() {
    return new DataLoader(data.test(), TEST_BATCH, false, 0, net.normalize());
  }

  /** The number of steps in a finished run. */
  long steps() {
    return (long) epochs * ((images + batch - 1) / batch);
  }

  private int parameters() {
    return net.create(0).parameters().stream().mapToInt(p -> p.value().size()).sum();
  }

  /**
   * Room for three checkpoints, as the oldest goes only when the newest is there, of weights and up
   * to three tensors of state, and for all weights.
   */
  private long bytes() {
    return (3L * 4 + seeds.size() * rates.size()) * Float.BYTES * parameters();
  }

  /** {@code SGD, SGD + momentum, Adam on CIFAR-10}. */
  String title() {
    return rates.keySet().stream().map(e -> Palette.of(e.name()).label()).collect(joining(", "))
        + " on "
        + (data.isSample() ? "a sample of CIFAR-10" : "CIFAR-10");
  }

  /** {@code the 10,000 test images}. */
  String testImages() {
    String which = data.isSample() ? " of the sample" : "";
    return String.format(Locale.ROOT, "the %,d %s images%s", data.test().size(), tested, which);
  }

  /** What has to be the same where a run is taken up again; the trainer knows the rest. */
  Map<String, String> settings() {
    Map<String, String> settings = details();
    settings.remove(MACHINE);
    settings.put("Layers", plain ? "as written" : "compiled");
    return settings;
  }

  /** Everything that the results depend on, for screen and page. */
  Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("Data", "%s to train on, %s".formatted(Numbers.grouped(images), testImages()));
    details.put("Net", "%s, %s parameters".formatted(net.name(), Numbers.grouped(parameters())));
    details.put(
        "Training",
        "epochs %s, batch %s, steps %s".formatted(epochs, batch, Numbers.grouped(steps())));
    details.put(
        "Rates",
        rates.entrySet().stream()
            .map(e -> e.getKey().name() + " " + Numbers.plain(e.getValue()))
            .collect(joining(", ")));
    details.put("Seeds", seeds.stream().map(String::valueOf).collect(joining(", ")));
    details.put(
        MACHINE,
        "%s, %s threads, Java %s"
            .formatted(
                plain ? "layers as written" : Simd.description(),
                Workers.threads(),
                Runtime.version()));
    return details;
  }
}
