package moments.sweep;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import moments.compare.NetChoice;
import moments.data.Cifar10;
import moments.nn.Parameter;
import moments.optim.Optimizer;
import moments.optim.Schedule;
import moments.parallel.Shard;
import tech.tablesaw.api.Table;

/**
 * A fair race of optimizers, one's own among them, from a notebook or a program.
 *
 * <pre>{@code
 * new Race(Cifar10.load(), Path.of("target/race"))
 *     .optimizer("sgd")
 *     .optimizer("adam")
 *     .optimizer("mine", MyOptimizer::new)
 *     .trials(8)
 *     .run();
 * }</pre>
 *
 * <p>Everyone is tuned with as many trials on validation images, then runs with fresh seeds on the
 * test images. A race that is stopped goes on where it was; once a rule is changed, it needs
 * another folder.
 */
public final class Race {
  private static final int TESTS_PER_RUN = 20;

  private final Cifar10 data;
  private final Path folder;
  private final Contestants contestants = new Contestants();
  private final List<String> names = new ArrayList<>();
  private PrintWriter screen = new PrintWriter(Writer.nullWriter());
  private int trials = 8;
  private int epochs = 2;
  private int images;
  private Decay decay = Decay.NONE;
  private List<Long> seeds = List.of(2L, 3L, 4L);

  /**
   * A race on {@code data}, of which a tenth is held back; its runs and its page go to a folder.
   */
  public Race(Cifar10 data, Path folder) {
    this.data = data;
    this.folder = folder;
    this.images = most();
  }

  private int validation() {
    return data.train().size() / 10;
  }

  private int most() {
    return data.train().size() - validation();
  }

  /** One of the library's optimizers takes part; returns this race. */
  public Race optimizer(String name) {
    names.add(Sweep.contestant(name));
    return this;
  }

  /** One's own takes part, made of the parameters and a learning rate; returns this race. */
  public Race optimizer(String name, BiFunction<List<Parameter>, Double, Optimizer> factory) {
    return add(
        new Contestant(
            name,
            List.of(OwnOptimizer.RATES),
            false,
            (parameters, lr, values) -> factory.apply(parameters, lr.at(1))));
  }

  /** One's own takes part, made of the parameters and a rate that may fall; returns this race. */
  public Race scheduled(String name, BiFunction<List<Parameter>, Schedule, Optimizer> factory) {
    return add(
        new Contestant(
            name,
            List.of(OwnOptimizer.RATES),
            true,
            (parameters, lr, values) -> factory.apply(parameters, lr)));
  }

  private Race add(Contestant contestant) {
    contestants.add(contestant);
    names.add(contestant.label());
    return this;
  }

  /** So many trials for each, the defaults among them, by default 8; returns this race. */
  public Race trials(int count) {
    trials = atLeastOne("trials", count);
    return this;
  }

  /** So many epochs for each run, by default 2; returns this race. */
  public Race epochs(int count) {
    epochs = atLeastOne("epochs", count);
    return this;
  }

  /** Trains on the first so many images only; returns this race. */
  public Race limit(int count) {
    if (atLeastOne("limit", count) > most()) {
      throw new IllegalArgumentException(
          "Race.limit: expected 1 … %s, the images that are not held back, got %s"
              .formatted(most(), count));
    }
    images = count;
    return this;
  }

  private static int atLeastOne(String setting, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "Race.%s: expected 1 or more, got %s".formatted(setting, count));
    }
    return count;
  }

  /** In which runs the learning rate falls to 0, by default in none; returns this race. */
  public Race decay(Decay runs) {
    decay = runs;
    return this;
  }

  /** The seeds of the last runs, by default 2, 3 and 4; the trials have seed 1; returns this. */
  public Race seeds(long... fresh) {
    atLeastOne("seeds", fresh.length);
    seeds = Arrays.stream(fresh).boxed().toList();
    return this;
  }

  /** Tells {@code out} how far it is; returns this race. */
  public Race tell(PrintStream out) {
    screen = new PrintWriter(out, true);
    return this;
  }

  /**
   * Runs what is not done, writes the report to the folder, and returns each one's test accuracy
   * with its interval, of what is done if the thread is interrupted.
   */
  public Table run() {
    if (names.isEmpty()) {
      throw new IllegalStateException(
          "Race.run: no optimizer takes part; add one first, as in race.optimizer(\"adam\")");
    }
    int batch = NetChoice.TUTORIAL.batch();
    new PlanSettings(
            NetChoice.TUTORIAL.name(),
            epochs,
            batch,
            images,
            validation(),
            (int) Math.max(1, (long) epochs * images / batch / TESTS_PER_RUN),
            List.of(0.4, 0.45, 0.5, 0.55),
            names,
            trials,
            Map.of(),
            0,
            decay,
            1,
            seeds)
        .write(folder, contestants);
    Sweep sweep = new Sweep(folder, contestants);
    sweep.run(data, Shard.WHOLE, Duration.ofMinutes(1), screen);
    SweepReport report = new SweepReport(sweep);
    report.write(folder);
    return report.results();
  }
}
