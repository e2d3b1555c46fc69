package moments.sweep;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import moments.checkpoint.CheckpointException;
import moments.compare.NetChoice;
import moments.compare.RunFolder;
import moments.data.Cifar10;
import moments.data.DataLoader;
import moments.nn.Sequential;
import moments.optim.Optimizer;
import moments.optim.Schedule;
import moments.terminal.Screen;
import moments.train.Checkpoints;
import moments.train.History;
import moments.train.Trainer;

/** Trains the runs of a plan, each in a folder of its own, where it goes on after a kill. */
final class Worker {
  private static final int TEST_BATCH = 100;
  private static final long SECOND = 1_000_000_000;

  /** Fewer steps do not tell how long one takes where other processes compute too. */
  private static final int ENOUGH = 100;

  private final PlanSettings settings;
  private final Contestants contestants;
  private final Path folder;
  private final Cifar10 data;
  private final NetChoice net;
  private final Duration checkpointEvery;
  private final PrintWriter out;

  Worker(
      PlanSettings settings,
      Contestants contestants,
      Path folder,
      Cifar10 data,
      Duration checkpointEvery,
      PrintWriter out) {
    this.settings = settings;
    this.contestants = contestants;
    this.folder = folder;
    this.data = data;
    this.net =
        NetChoice.named(settings.net())
            .orElseThrow(
                () -> new SweepException("The plan has an unknown net: " + settings.net()));
    this.checkpointEvery = checkpointEvery;
    this.out = out;
  }

  /**
   * Trains {@code run}, from its last checkpoint if it has one; does nothing if another worker is
   * at it.
   *
   * @return whether it was interrupted
   */
  boolean train(Run run, Trainer.Listener listener) {
    try (RunFolder claimed = RunFolder.claim(folder(run))) {
      return !claimed.hasResult() && train(run, claimed, listener);
    } catch (RunFolder.TakenException e) {
      return false;
    }
  }

  private boolean train(Run run, RunFolder claimed, Trainer.Listener listener) {
    Map<String, String> same = new TreeMap<>();
    run.hyperparameters().forEach((name, value) -> same.put(name, value.toString()));
    same.put("rate", run.decays() ? "falls to 0" : "constant");
    Checkpoints checkpoints =
        new Checkpoints(
            claimed.checkpoints(),
            checkpointEvery,
            same,
            notice -> out.println(Screen.wrap(notice)));
    Trainer trainer = trainer(run).listen(listener);
    boolean canBeSaved = canBeSaved(trainer);
    if (canBeSaved) {
      trainer.listen(checkpoints);
      resume(trainer, checkpoints, folder(run));
    }
    int rest = settings.epochs() - trainer.epochs();
    if (rest > 0 && trainer.run(rest).end() == Trainer.End.INTERRUPTED) {
      if (canBeSaved) {
        checkpoints.save(trainer);
      }
      return true;
    }
    trainer.history().writeCsv(claimed.csv());
    Outcome.sign(run, claimed.csv(), folder(run));
    claimed.publish(name -> true);
    checkpoints.clear();
    return false;
  }

  /** An optimizer of one's own need not say what it remembers; its runs then start anew. */
  private static boolean canBeSaved(Trainer trainer) {
    try {
      trainer.state();
      return true;
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  private Trainer trainer(Run run) {
    Cifar10 held = data.validating(settings.validation());
    Sequential start = net.factory().apply(run.seed());
    Contestant contestant = contestants.named(run.optimizer());
    Map<String, Double> values = run.hyperparameters();
    double lr = Objects.requireNonNull(values.get(Contestant.LR));
    Schedule rate = run.decays() ? Schedule.cosine(lr, settings.steps()) : Schedule.constant(lr);
    Optimizer optimizer = contestant.factory().create(start.parameters(), rate, values);
    DataLoader batches =
        new DataLoader(
            held.train().limit(settings.images()),
            settings.batch(),
            true,
            run.seed(),
            net.normalize());
    DataLoader test =
        new DataLoader(
            run.tested() ? data.test() : held.test(), TEST_BATCH, false, 0, net.normalize());
    return new Trainer(start, optimizer, batches, test)
        .recordTo(new History(), contestant.label(), run.seed())
        .evaluateEvery(settings.evalEvery());
  }

  /** How long a run takes, by the second second of one; in the first the JVM compiles it. */
  Duration estimate(Run run) {
    SpeedTrial trial = new SpeedTrial();
    Trainer trainer = trainer(run).listen(trial);
    trainer.run(settings.epochs());
    Thread.interrupted(); // The trial's own.
    return trial.perStep(trainer.progress().step()).multipliedBy(settings.steps());
  }

  /** Interrupts the thread when it has trained for two seconds. */
  private static final class SpeedTrial implements Trainer.Listener {
    private long first;
    private long begun;
    private long steps;

    @Override
    public void step(long step, double loss) {
      long now = System.nanoTime();
      first = step == 1 ? now : first;
      if (step == 1 || now - first < SECOND) {
        begun = now;
        steps = step;
      } else if (now - first > 2 * SECOND && step - steps >= ENOUGH) {
        Thread.currentThread().interrupt();
      }
    }

    /** A run that was over in the first second counts as a whole. */
    Duration perStep(long last) {
      boolean over = last == steps;
      long nanos = System.nanoTime() - (over ? first : begun);
      return Duration.ofNanos(nanos / Math.max(1, over ? last : last - steps));
    }
  }

  private static void resume(Trainer trainer, Checkpoints checkpoints, Path folder) {
    try {
      checkpoints.newest().ifPresent(trainer::resume);
    } catch (CheckpointException e) {
      throw new SweepException(
          "%s%nTo start this run anew, delete %s".formatted(e.getMessage(), folder));
    }
  }

  private Path folder(Run run) {
    return folder.resolve("runs").resolve(run.id());
  }
}
