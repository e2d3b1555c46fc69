package moments.sweep;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import moments.compare.DataNote;
import moments.compare.NetChoice;
import moments.compare.RunFolder;
import moments.data.Cifar10;
import moments.data.DataLoader;
import moments.data.Dataset;
import moments.nn.Sequential;
import moments.optim.Optimizer;
import moments.terminal.Screen;
import moments.train.Checkpoints;
import moments.train.Evaluation;
import moments.train.History;
import moments.train.Trainer;

/** Trains the runs of a plan, each in a folder of its own, where it goes on after a kill. */
final class Worker {
  private static final int TEST_BATCH = 100;

  /** So many images show how fast tests are. */
  private static final int TIMED = 500;

  private final Plan plan;
  private final PlanSettings settings;
  private final Contestants contestants;
  private final Path folder;
  private final Cifar10 data;
  private final String dataNote;
  private final NetChoice net;
  private final Duration checkpointEvery;
  private final PrintWriter out;

  Worker(
      Plan plan,
      Contestants contestants,
      Path folder,
      Cifar10 data,
      Duration checkpointEvery,
      PrintWriter out) {
    this.plan = plan;
    this.settings = plan.settings();
    this.contestants = contestants;
    this.folder = folder;
    this.data = data;
    this.dataNote = DataNote.of(data.train());
    this.net = settings.netChoice();
    this.checkpointEvery = checkpointEvery;
    this.out = out;
  }

  /**
   * Trains {@code run}, from its last checkpoint if it has one; does nothing if another worker is
   * at it.
   */
  void train(Run run, Trainer.Listener listener) throws InterruptedException {
    try (RunFolder claimed = RunFolder.claim(folder(run))) {
      if (!claimed.hasResult()) {
        train(run, claimed, listener);
      }
    } catch (RunFolder.TakenException e) {
      // It is the other's.
    }
  }

  private void train(Run run, RunFolder claimed, Trainer.Listener listener)
      throws InterruptedException {
    Map<String, String> conditions = plan.conditions(run, dataNote);
    Map<String, String> same = new TreeMap<>(conditions);
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
      claimed.resume(trainer, checkpoints);
    }
    int rest = settings.epochs() - trainer.epochs();
    if (rest > 0 && trainer.run(rest).end() == Trainer.End.INTERRUPTED) {
      if (canBeSaved) {
        checkpoints.save(trainer);
      }
      throw new InterruptedException();
    }
    trainer.history().writeCsv(claimed.csv());
    Outcome.sign(run, conditions, claimed.csv(), folder(run));
    claimed.publish(name -> true);
    checkpoints.clear();
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
    Dataset images = data.validating(settings.validation()).train().limit(settings.images());
    Sequential start = net.create(run.seed());
    Contestant contestant = contestants.named(run.optimizer());
    Optimizer optimizer = contestant.create(start.parameters(), run, settings.steps());
    DataLoader batches =
        new DataLoader(images, settings.batch(), true, run.seed(), net.normalize());
    return new Trainer(start, optimizer, batches, inOrder(tested(run)))
        .recordTo(new History(), contestant.label(), run.seed())
        .evaluateEvery(settings.evalEvery());
  }

  private Dataset tested(Run run) {
    return run.tested() ? data.test() : data.validating(settings.validation()).test();
  }

  private DataLoader inOrder(Dataset images) {
    return new DataLoader(images, TEST_BATCH, false, 0, net.normalize());
  }

  /** How long a run takes with its tests; both are tried, which takes a few seconds. */
  Duration estimate(Run run) throws InterruptedException {
    SpeedTrial trial = new SpeedTrial();
    Trainer.Result result =
        trainer(run).evaluateEvery(Integer.MAX_VALUE).listen(trial).run(settings.epochs());
    if (trial.isOver()) {
      Thread.interrupted(); // Its own, if it came after the last step.
    } else if (result.end() == Trainer.End.INTERRUPTED) {
      throw new InterruptedException();
    }
    return trial.of(settings.steps()).plus(test(run).multipliedBy(settings.tests()));
  }

  /** How long a test takes, by some of its images; the first time the JVM compiles it. */
  private Duration test(Run run) throws InterruptedException {
    Dataset images = tested(run);
    int some = Math.min(TIMED, images.size());
    long start = 0;
    for (int time = 1; time <= 2; time++) {
      start = System.nanoTime();
      Evaluation.of(net.create(run.seed()), inOrder(images.limit(some)));
    }
    return Duration.ofNanos(System.nanoTime() - start).multipliedBy(images.size()).dividedBy(some);
  }

  private Path folder(Run run) {
    return folder.resolve("runs").resolve(run.id());
  }
}
