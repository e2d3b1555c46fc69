package moments.reproduce;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import moments.compare.CtrlC;
import moments.compare.RunFolder;
import moments.data.Cifar10;
import moments.data.DataLoader;
import moments.fast.Fast;
import moments.nn.Layer;
import moments.nn.Sequential;
import moments.terminal.Screen;
import moments.train.Checkpoints;
import moments.train.Evaluation;
import moments.train.History;
import moments.train.Trainer;

/**
 * The experiment of the Adam paper's Figure 3 in a folder, worked off by any number of processes.
 *
 * <p>Each run has a folder of its own there, with its costs and its last checkpoint, and goes on
 * from it whenever it is needed for more epochs.
 */
public final class Figure3 {
  private static final int INTERRUPTED = 130;
  private static final int BATCH = 128;
  private static final int EVALUATED = 5_000;
  private static final long PATIENCE_SECONDS = 10;

  private final Cifar10 data;
  private final int images;
  private final Path folder;
  private final Duration checkpointEvery;
  private final PrintWriter out;
  private final Figure3Plan plan;
  private final Input inputs;

  /**
   * The experiment in {@code folder}.
   *
   * @param images to train on
   * @param input {@code zca} or {@code channels}
   * @param epochs of the long panel
   * @param seeds of the short panel; the first is that of everything else
   */
  public Figure3(
      Cifar10 data,
      int images,
      String input,
      int epochs,
      List<Long> seeds,
      Path folder,
      Duration checkpointEvery,
      PrintWriter out) {
    this.data = data;
    this.images = images;
    this.folder = folder;
    this.checkpointEvery = checkpointEvery;
    this.out = out;
    this.plan = new Figure3Plan(input, epochs, seeds, run -> Costs.read(folder(run)));
    this.inputs = new Input(data, folder, out);
  }

  private Path folder(Run run) {
    return folder.resolve("runs").resolve(run.id());
  }

  /** Trains until nothing is left to do; returns the exit code. */
  public int run() {
    try (CtrlC ctrlC = new CtrlC()) {
      List<Figure3Plan.Task> tasks = plan.next();
      while (!tasks.isEmpty()) {
        say("%s epochs are left.".formatted(plan.epochsLeft()));
        if (!trainOne(tasks)) {
          TimeUnit.SECONDS.sleep(PATIENCE_SECONDS); // Others are at all of them.
        }
        tasks = plan.next();
      }
      return 0;
    } catch (InterruptedException e) {
      say("Interrupted; the same command goes on from here.");
      return INTERRUPTED;
    }
  }

  /** Takes the first that nobody else is at; returns whether there was one. */
  private boolean trainOne(List<Figure3Plan.Task> tasks) throws InterruptedException {
    for (Figure3Plan.Task task : tasks) {
      try (RunFolder claimed = RunFolder.claim(folder(task.run()))) {
        train(task, claimed);
        return true;
      } catch (RunFolder.TakenException e) {
        // The next one may be free.
      }
    }
    return false;
  }

  private void train(Figure3Plan.Task task, RunFolder claimed) throws InterruptedException {
    Run run = task.run();
    Sequential net = run.net();
    Checkpoints checkpoints =
        new Checkpoints(claimed.checkpoints(), checkpointEvery, run.settings(), this::say);
    Trainer trainer =
        new Trainer(
                net,
                run.optimizer(net.parameters()),
                inputs.shuffled(run.input(), data.train().limit(images), BATCH, run.seed()),
                inputs.inOrder(run.input(), data.test()))
            .recordTo(new History(), run.optimizer(), run.seed())
            .evaluateEvery(Integer.MAX_VALUE)
            .listen(checkpoints);
    checkpoints.newest().ifPresent(trainer::resume);
    Layer evaluated = Fast.of(net);
    DataLoader some = inputs.inOrder(run.input(), data.train().limit(Math.min(EVALUATED, images)));
    Costs costs = Costs.read(folder(run));
    try {
      while (true) {
        // After a kill the last epoch may be in the checkpoint and not here yet.
        if (trainer.epochs() > costs.size()) {
          costs = costs.plus(epoch(trainer, Evaluation.of(evaluated, some).loss()));
          costs.write(folder(run));
          say(run.id() + "  " + text(costs));
        }
        if (costs.reach(task.epoch())) {
          return;
        }
        Trainer.Result result = trainer.run(1);
        if (result.end() == Trainer.End.INTERRUPTED) {
          throw new InterruptedException();
        }
        if (result.end() == Trainer.End.DIVERGED) {
          costs = costs.plus(epoch(trainer, Double.NaN));
          costs.write(folder(run));
          return;
        }
      }
    } finally {
      checkpoints.save(trainer);
    }
  }

  /** The last point of the history, with the cost on some training images. */
  private static Costs.Epoch epoch(Trainer trainer, double costEvaluated) {
    List<History.Point> points = trainer.history().points();
    History.Point last = points.get(points.size() - 1);
    return new Costs.Epoch(
        last.epoch(),
        last.seconds(),
        last.trainLoss(),
        costEvaluated,
        last.testLoss(),
        last.testAccuracy());
  }

  private static String text(Costs costs) {
    Costs.Epoch last = costs.epochs().get(costs.size() - 1);
    return String.format(
        Locale.ROOT,
        "epoch %d  cost %.4f, evaluated %.4f  test %.1f %%  %.0f s an epoch",
        last.epoch(),
        last.cost(),
        last.costEvaluated(),
        100 * last.testAccuracy(),
        last.seconds() / last.epoch());
  }

  private void say(String line) {
    out.println(Screen.clear() + line);
    out.flush();
  }
}
