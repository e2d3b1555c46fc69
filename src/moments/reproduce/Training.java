package moments.reproduce;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import moments.compare.RunBar;
import moments.compare.RunFolder;
import moments.data.DataLoader;
import moments.data.Dataset;
import moments.fast.Fast;
import moments.nn.Layer;
import moments.nn.Sequential;
import moments.train.Checkpoints;
import moments.train.Evaluation;
import moments.train.History;
import moments.train.Trainer;

/**
 * Trains a run in its folder from where it is to the end of an epoch.
 *
 * @param known what has to come out the same
 * @param notices takes each sentence for the user
 */
record Training(
    Dataset train,
    Dataset test,
    Input inputs,
    KnownCosts known,
    Duration checkpointEvery,
    Consumer<String> notices) {
  private static final int BATCH = 128;
  private static final int EVALUATED = 5_000;

  /**
   * Trains {@code run} up to that epoch, or until it diverges.
   *
   * @throws moments.checkpoint.CheckpointException if its checkpoints cannot be used
   * @throws ReproductionException if its costs do not fit them, or come out other than before
   */
  void run(Run run, int end, Path folder, RunFolder claimed) throws InterruptedException {
    Sequential net = run.net();
    Checkpoints checkpoints =
        new Checkpoints(claimed.checkpoints(), checkpointEvery, run.settings(), notices);
    Trainer trainer =
        new Trainer(
                net,
                run.optimizer(net.parameters()),
                inputs.shuffled(run.input(), train, BATCH, run.seed()),
                inputs.inOrder(run.input(), test))
            .recordTo(new History(), run.optimizer(), run.seed())
            .evaluateEvery(Integer.MAX_VALUE)
            .listen(checkpoints);
    DataLoader some = inputs.inOrder(run.input(), train.limit(Math.min(EVALUATED, train.size())));
    claimed.resume(trainer, checkpoints);
    long done = trainer.progress().step();
    long steps = Math.max(done, (long) end * trainer.stepsPerEpoch());
    try (RunBar bar = new RunBar(run.id(), done, steps)) {
      train(run, trainer.listen(bar), Fast.of(net), some, end, folder);
      checkpoints.save(trainer);
    } catch (InterruptedException e) {
      checkpoints.save(trainer); // between two steps; after an error it could be within one
      throw e;
    }
  }

  private void train(Run run, Trainer trainer, Layer net, DataLoader some, int end, Path folder)
      throws InterruptedException {
    Costs costs = Costs.read(folder);
    requireFit(costs, trainer, folder);
    // A run that was killed may have the end of an epoch in its checkpoint and not here.
    if (trainer.epochs() > costs.size()) {
      costs = record(run, epoch(trainer, Evaluation.of(net, some).loss()), costs, folder);
    }
    while (!costs.reach(end)) {
      Trainer.End result = trainer.run(1).end();
      if (result == Trainer.End.INTERRUPTED) {
        throw new InterruptedException();
      }
      boolean diverged = result == Trainer.End.DIVERGED;
      double evaluated = diverged ? Double.NaN : Evaluation.of(net, some).loss();
      costs = record(run, epoch(trainer, evaluated), costs, folder);
    }
  }

  private static void requireFit(Costs costs, Trainer trainer, Path folder) {
    long step = trainer.progress().step();
    int steps = trainer.stepsPerEpoch();
    if (step > (costs.size() + 1L) * steps) {
      throw new ReproductionException(
          ("%s of %s epochs does not fit the checkpoint of step %s, with %s steps an"
                  + " epoch; delete the folder and run it again")
              .formatted(Costs.file(folder), costs.size(), step, steps));
    }
  }

  /** Adds an epoch to {@code costs}; one that is there, or known, has to be the same. */
  private Costs record(Run run, Costs.Epoch epoch, Costs costs, Path folder) {
    known.requireSame(run, epoch);
    costs.requireSame(run, epoch, "recorded", "delete the run's folder and run it again");
    if (epoch.epoch() <= costs.size()) {
      return costs;
    }
    Costs longer = costs.plus(epoch);
    longer.write(folder);
    notices.accept(folder.getFileName() + "  " + (epoch.hasDiverged() ? "diverged" : epoch));
    return longer;
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
