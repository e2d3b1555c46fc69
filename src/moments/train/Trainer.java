package moments.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import moments.checkpoint.CheckpointException;
import moments.data.Batch;
import moments.data.DataLoader;
import moments.fast.Fast;
import moments.nn.Layer;
import moments.optim.Optimizer;
import moments.tensor.Tensor;
import moments.train.History.Point;

/**
 * Trains one net with one optimizer: for each batch {@code g = ∂loss/∂θ} by cross-entropy, then one
 * step.
 *
 * <p>It evaluates at regular steps and at the end of each epoch, and records a point each time.
 */
public final class Trainer {
  /** Is told of every step and every point, on the thread that trains. */
  @FunctionalInterface
  public interface Listener {
    /** Step {@code step}, counted from 1, is done; {@code loss} is that of its batch. */
    void step(long step, double loss);

    /** A point was recorded. */
    default void point(Point point) {}

    /** A step is over, with its point if one was due; {@code trainer} can be saved now. */
    default void settled(Trainer trainer) {}
  }

  /** How a run can end. */
  public enum End {
    FINISHED,
    DIVERGED,
    INTERRUPTED
  }

  /**
   * The end of a run.
   *
   * @param step the last one, or the one whose loss was not finite
   * @param loss that of its batch, or of the test set where that was not finite; NaN if interrupted
   */
  public record Result(End end, long step, double loss) {}

  /** The warm-up before the clock starts takes at most one step in this number of them. */
  private static final int WARM_UP_SHARE = 10;

  private final Learner learner;
  private final DataLoader train;
  private final DataLoader test;
  private History history = new History();
  private String name;
  private long seed = 1;
  private int evaluateEvery = 1000;
  private final List<Listener> listeners = new ArrayList<>();
  private Progress progress = Progress.NONE;
  private long clockStarted;

  /**
   * Trains on {@code train}; evaluates on {@code test}, which is faster in larger batches. It is
   * {@link Fast#of} the net that runs. An optimizer of another net is refused.
   */
  public Trainer(Layer net, Optimizer optimizer, DataLoader train, DataLoader test) {
    this.learner = new Learner(net, optimizer);
    this.train = train;
    this.test = test;
    String type = optimizer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    this.name = type.isEmpty() ? "optimizer" : type;
  }

  /** Records into {@code history} under this name and seed; returns this trainer. */
  public Trainer recordTo(History history, String name, long seed) {
    this.history = history;
    this.name = name;
    this.seed = seed;
    return this;
  }

  /** Runs the layers as they are written, for a debugger; returns this trainer. */
  public Trainer plain() {
    learner.runAsWritten();
    return this;
  }

  /** Evaluates every {@code steps} steps, by default 1000; returns this trainer. */
  public Trainer evaluateEvery(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(
          "Trainer.evaluateEvery: expected 1 or more steps, got " + steps);
    }
    evaluateEvery = steps;
    return this;
  }

  /** Tells {@code listener} too; returns this trainer. */
  public Trainer listen(Listener listener) {
    listeners.add(listener);
    return this;
  }

  /** The number of steps in an epoch. */
  public int stepsPerEpoch() {
    return train.steps();
  }

  /** The number of images in an epoch. */
  public int imagesPerEpoch() {
    return train.images();
  }

  /** What was recorded. */
  public History history() {
    return history;
  }

  /** The number of epochs that are over. */
  public int epochs() {
    return progress.epochs(train.steps());
  }

  /** How far it has come. */
  public Progress progress() {
    return progress;
  }

  /** A copy of the weights that the training has led to so far, by name. */
  public Map<String, Tensor> weights() {
    return learner.result();
  }

  /** A copy of all that it takes to go on later, if the optimizer says what it remembers. */
  public TrainerState state() {
    String data =
        "%s; tested every %s steps on %s"
            .formatted(train.description(), evaluateEvery, test.description());
    return new TrainerState(
        name,
        seed,
        data,
        progress,
        learner.generators(),
        learner.weights(),
        learner.optimizerState(),
        history.points());
  }

  /**
   * Goes on where {@code state} was taken, with the same bits; its points become those of the
   * history.
   *
   * @throws CheckpointException if it is of another net, seed, data set or optimizer, or not whole
   */
  public void resume(TrainerState state) {
    state.requireFits(state());
    learner.load(state, train);
    progress = state.progress();
    history.set(state.history());
  }

  /**
   * Trains for {@code epochs} more epochs, of which one that was begun is the first, or until a
   * loss is NaN or infinite or the thread is interrupted; what was recorded stays. After a loss
   * that is not finite the last point says where it was, with no losses and no accuracy.
   */
  public Result run(int epochs) {
    if (epochs < 1) {
      throw new IllegalArgumentException("Trainer.run: expected 1 or more epochs, got " + epochs);
    }
    long steps = (long) epochs * train.steps();
    long end = steps + (long) epochs() * train.steps();
    learner.start(train.epoch(1).iterator().next().x(), steps / WARM_UP_SHARE);
    startClock();
    try {
      double loss = isPointDue() ? record() : 0; // An interrupt may have come before it.
      while (Double.isFinite(loss) && progress.step() < end) {
        loss = restOfEpoch();
      }
      return new Result(Double.isFinite(loss) ? End.FINISHED : End.DIVERGED, progress.step(), loss);
    } catch (InterruptedException e) {
      return new Result(End.INTERRUPTED, progress.step(), Double.NaN);
    }
  }

  /** Returns the last loss; one that is not finite ends it early. */
  private double restOfEpoch() throws InterruptedException {
    int steps = train.steps();
    double loss = Double.NaN;
    for (Batch batch :
        train.epoch((int) (progress.step() / steps) + 1, (int) (progress.step() % steps))) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      loss = update(batch);
      if (!Double.isFinite(loss) || isPointDue()) {
        double recorded = record();
        if (!Double.isFinite(recorded)) {
          return recorded;
        }
      }
      stopClock();
      listeners.forEach(listener -> listener.settled(this));
      startClock();
    }
    return loss;
  }

  private boolean isPointDue() {
    return progress.isPointDue(evaluateEvery, train.steps());
  }

  private double update(Batch batch) {
    double loss = learner.update(batch);
    progress = progress.plusStep(batch.size(), loss);
    if (Double.isFinite(loss)) {
      listeners.forEach(listener -> listener.step(progress.step(), loss));
    }
    return loss;
  }

  /**
   * Records a point while the clock stands still; returns the loss of the test set, or of the
   * batches where that is not finite, as there is then nothing to test.
   */
  private double record() throws InterruptedException {
    stopClock();
    double trainLoss = progress.meanLoss();
    boolean trained = Double.isFinite(trainLoss);
    Evaluation tested = trained ? learner.test(test) : new Evaluation(trainLoss, Double.NaN);
    Point point = progress.point(name, seed, train.steps(), tested);
    history.add(point);
    listeners.forEach(listener -> listener.point(point));
    progress = progress.afterPoint();
    startClock();
    return tested.loss();
  }

  private void startClock() {
    clockStarted = System.nanoTime();
  }

  private void stopClock() {
    progress = progress.plusNanoseconds(System.nanoTime() - clockStarted);
  }
}
