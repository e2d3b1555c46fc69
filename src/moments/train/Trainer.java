package moments.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import moments.data.Batch;
import moments.data.DataLoader;
import moments.fast.Fast;
import moments.nn.Layer;
import moments.nn.Loss;
import moments.nn.Parameter;
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
   * @param loss that of its batch, or of the test set where that was not finite
   */
  public record Result(End end, long step, double loss) {}

  /** The warm-up before the clock starts takes at most one step in this number of them. */
  private static final int WARM_UP_SHARE = 10;

  private final Layer written;
  private Layer net;
  private final Optimizer optimizer;
  private final DataLoader train;
  private final DataLoader test;
  private History history = new History();
  private String name;
  private long seed = 1;
  private int evaluateEvery = 1000;
  private final List<Listener> listeners = new ArrayList<>();

  private int epoch;
  private long step;
  private long images;
  private long nanoseconds;
  private long resumed;
  private double lossSum;
  private int batches;

  /** ∂loss/∂logits of the last batch. */
  private Tensor grad = Tensor.zeros(0);

  /**
   * Trains on {@code train}; evaluates on {@code test}, which is faster in larger batches. It is
   * {@link Fast#of} the net that runs.
   *
   * @throws IllegalArgumentException if the optimizer changes a parameter that is not of this net
   */
  public Trainer(Layer net, Optimizer optimizer, DataLoader train, DataLoader test) {
    this.written = net;
    this.net = Fast.of(net);
    this.optimizer = optimizer;
    this.train = train;
    this.test = test;
    String type = optimizer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    this.name = type.isEmpty() ? "optimizer" : type;
    requireParametersOf(net);
  }

  /**
   * An optimizer may leave out parameters of the net, but one of another net would train nothing.
   */
  private void requireParametersOf(Layer net) {
    List<Parameter> own = net.parameters();
    for (Parameter p : optimizer.parameters()) {
      if (own.stream().noneMatch(each -> each.value().data() == p.value().data())) {
        throw new IllegalArgumentException(
            "Trainer: the optimizer changes \"%s\" %s, which is not a parameter of this net; make"
                    .formatted(p.name(), p.value().shapeText())
                + " the optimizer from net.parameters() of the net that is trained");
      }
    }
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
    net = written;
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

  /**
   * Trains for {@code epochs} more epochs, or until a loss is NaN or infinite or the thread is
   * interrupted; what was recorded stays. After a loss that is not finite the last point says where
   * it was, with no losses and no accuracy.
   */
  public Result run(int epochs) {
    if (epochs < 1) {
      throw new IllegalArgumentException("Trainer.run: expected 1 or more epochs, got " + epochs);
    }
    net.train(true);
    Fast.warmUp(net, train.epoch(1).iterator().next().x(), epochs * train.steps() / WARM_UP_SHARE);
    resumed = System.nanoTime();
    try {
      Result result = runEpoch();
      for (int e = 1; e < epochs && result.end == End.FINISHED; e++) {
        result = runEpoch();
      }
      return result;
    } catch (InterruptedException e) {
      return new Result(End.INTERRUPTED, step, Double.NaN);
    }
  }

  private Result runEpoch() throws InterruptedException {
    epoch++;
    long last = step + train.steps();
    double loss = Double.NaN;
    for (Batch batch : train.epoch(epoch)) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      loss = update(batch);
      if (!Double.isFinite(loss) || step == last || step % evaluateEvery == 0) {
        double recorded = record();
        if (!Double.isFinite(recorded)) {
          return new Result(End.DIVERGED, step, recorded);
        }
      }
    }
    return new Result(End.FINISHED, step, loss);
  }

  /** One step; returns the loss before it. A loss that is not finite changes no parameter. */
  private double update(Batch batch) {
    step++;
    images += batch.size();
    optimizer.zeroGrad();
    Tensor logits = net.forward(batch.x());
    if (!grad.sameShape(logits)) {
      grad = Tensor.zerosLike(logits);
    }
    double loss = Loss.crossEntropy(logits, batch.labels(), grad);
    lossSum += loss;
    batches++;
    if (Double.isFinite(loss)) {
      net.backwardParameters(grad);
      optimizer.step();
      for (Listener listener : listeners) {
        listener.step(step, loss);
      }
    }
    return loss;
  }

  /**
   * Records a point while the clock stands still; returns the loss of the test set, or of the
   * batches where that is not finite, as there is then nothing to test.
   */
  private double record() throws InterruptedException {
    nanoseconds += System.nanoTime() - resumed;
    double trainLoss = lossSum / batches;
    boolean trained = Double.isFinite(trainLoss);
    Evaluation tested = trained ? tested() : new Evaluation(trainLoss, Double.NaN);
    Point point =
        Double.isFinite(tested.loss())
            ? point(trainLoss, tested.loss(), tested.accuracy())
            : point(Double.NaN, Double.NaN, Double.NaN);
    history.add(point);
    listeners.forEach(listener -> listener.point(point));
    lossSum = 0;
    batches = 0;
    resumed = System.nanoTime();
    return tested.loss();
  }

  private Evaluation tested() throws InterruptedException {
    optimizer.train(false);
    try {
      return Evaluation.asIs(net, test);
    } finally {
      optimizer.train(true);
    }
  }

  private Point point(double trainLoss, double testLoss, double accuracy) {
    double seconds = nanoseconds / 1e9;
    return new Point(name, seed, epoch, step, images, seconds, trainLoss, testLoss, accuracy);
  }
}
