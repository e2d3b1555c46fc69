package moments.reproduce;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import moments.compare.RunFolder;
import moments.data.Cifar10;
import moments.data.DataLoader;
import moments.data.Dataset;
import moments.fast.Fast;
import moments.nn.Layer;
import moments.nn.Sequential;
import moments.sweep.RunBar;
import moments.train.Checkpoints;
import moments.train.Evaluation;
import moments.train.History;
import moments.train.Trainer;

/**
 * Trains a run in its folder from where it is to the end of an epoch.
 *
 * @param images to train on
 * @param said takes each sentence for the user
 */
record Training(
    Cifar10 data, int images, Input inputs, Duration checkpointEvery, Consumer<String> said) {
  private static final int BATCH = 128;
  private static final int EVALUATED = 5_000;

  /**
   * Trains {@code run} up to that epoch, or until it diverges.
   *
   * @throws moments.checkpoint.CheckpointException if its checkpoints cannot be used
   */
  void run(Run run, int end, Path folder, RunFolder claimed) throws InterruptedException {
    Sequential net = run.net();
    Dataset train = data.train().limit(images);
    Checkpoints checkpoints =
        new Checkpoints(claimed.checkpoints(), checkpointEvery, run.settings(), said);
    Trainer trainer =
        new Trainer(
                net,
                run.optimizer(net.parameters()),
                inputs.shuffled(run.input(), train, BATCH, run.seed()),
                inputs.inOrder(run.input(), data.test()))
            .recordTo(new History(), run.optimizer(), run.seed())
            .evaluateEvery(Integer.MAX_VALUE)
            .listen(checkpoints);
    DataLoader some = inputs.inOrder(run.input(), train.limit(Math.min(EVALUATED, train.size())));
    claimed.resume(trainer, checkpoints);
    long done = trainer.progress().step();
    long steps = Math.max(done, (long) end * trainer.stepsPerEpoch());
    try (RunBar bar = new RunBar(run.id(), done, steps)) {
      train(trainer.listen(bar), Fast.of(net), some, end, folder);
      checkpoints.save(trainer);
    } catch (InterruptedException e) {
      checkpoints.save(trainer); // between two steps; after an error it could be within one
      throw e;
    }
  }

  private void train(Trainer trainer, Layer net, DataLoader some, int end, Path folder)
      throws InterruptedException {
    Costs costs = Costs.read(folder);
    while (true) {
      // A run that was killed may have the end of an epoch in its checkpoint and not here.
      if (trainer.epochs() > costs.size()) {
        costs = costs.plus(epoch(trainer, Evaluation.of(net, some).loss()));
        costs.write(folder);
        said.accept(folder.getFileName() + "  " + costs.last());
      }
      if (costs.reach(end)) {
        return;
      }
      Trainer.End result = trainer.run(1).end();
      if (result == Trainer.End.INTERRUPTED) {
        throw new InterruptedException();
      }
      if (result == Trainer.End.DIVERGED) {
        costs.plus(epoch(trainer, Double.NaN)).write(folder);
        said.accept(folder.getFileName() + "  diverged");
        return;
      }
    }
  }

  /** The last point of the history, with the cost on some training images. */
  private static Costs.Epoch epoch(Trainer trainer, double evaluated) {
    List<History.Point> points = trainer.history().points();
    History.Point last = points.get(points.size() - 1);
    return new Costs.Epoch(
        last.epoch(),
        last.seconds(),
        last.trainLoss(),
        evaluated,
        last.testLoss(),
        last.testAccuracy());
  }
}
