package moments.train;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import moments.checkpoint.CheckpointException;
import moments.data.Batch;
import moments.data.DataLoader;
import moments.fast.Fast;
import moments.nn.Dropout;
import moments.nn.Layer;
import moments.nn.Loss;
import moments.nn.Parameter;
import moments.nn.Sequential;
import moments.optim.Optimizer;
import moments.optim.OptimizerState;
import moments.tensor.Tensor;

/** What learns: a net and its optimizer. */
final class Learner {
  private final Layer written;
  private final Optimizer optimizer;
  private Layer net;

  /** ∂loss/∂logits of the last batch. */
  private Tensor grad = Tensor.zeros(0);

  /**
   * A learner that runs {@link Fast#of} {@code net}.
   *
   * @throws IllegalArgumentException if the optimizer changes a parameter that is not of this net
   */
  Learner(Layer net, Optimizer optimizer) {
    this.written = net;
    this.net = Fast.of(net);
    this.optimizer = optimizer;
    requireOwnParameters();
  }

  /**
   * An optimizer may leave out parameters of the net, but one of another net would train nothing.
   */
  private void requireOwnParameters() {
    List<Parameter> own = written.parameters();
    for (Parameter p : optimizer.parameters()) {
      if (own.stream().noneMatch(each -> each.value().data() == p.value().data())) {
        throw new IllegalArgumentException(
            "Trainer: the optimizer changes \"%s\" %s, which is not a parameter of this net; make"
                    .formatted(p.name(), p.value().shapeText())
                + " the optimizer from net.parameters() of the net that is trained");
      }
    }
  }

  void runAsWritten() {
    net = written;
  }

  /** Into training mode; warms up on {@code x}, for at most so many steps. */
  void start(Tensor x, long most) {
    net.train(true);
    Fast.warmUp(net, x, most);
  }

  /** One step; returns the loss before it. A loss that is not finite changes no parameter. */
  double update(Batch batch) {
    optimizer.zeroGrad();
    Tensor logits = net.forward(batch.x());
    if (!grad.sameShape(logits)) {
      grad = Tensor.zerosLike(logits);
    }
    double loss = Loss.crossEntropy(logits, batch.labels(), grad);
    if (Double.isFinite(loss)) {
      net.backwardParameters(grad);
      optimizer.step();
    }
    return loss;
  }

  /** How well the result of the optimizer does, in evaluation mode; back into training mode. */
  Evaluation test(DataLoader images) throws InterruptedException {
    optimizer.train(false);
    try {
      return Evaluation.asIs(net, images);
    } finally {
      optimizer.train(true);
    }
  }

  /** Copies of the weights that are the optimizer's result. */
  Map<String, Tensor> result() {
    optimizer.train(false);
    try {
      return weights();
    } finally {
      optimizer.train(true);
    }
  }

  OptimizerState optimizerState() {
    return optimizer.stateDict();
  }

  /** Copies of the weights, by the names of the parameters. */
  Map<String, Tensor> weights() {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    written.parameters().forEach(p -> weights.put(p.name(), p.value().copy()));
    return weights;
  }

  /** Where the generators of the dropouts stand. */
  List<Long> generators() {
    return dropouts(written).map(Dropout::generator).toList();
  }

  private void setGenerators(List<Long> states) {
    Iterator<Long> each = states.iterator();
    dropouts(written).forEach(dropout -> dropout.setGenerator(each.next()));
  }

  /**
   * Refuses a net that draws random numbers of which no checkpoint knows, as a layer of one's own
   * with a generator does, or with a dropout in it: twice the same x, twice the same y.
   */
  private void requireRepeatable(DataLoader images) {
    Tensor x = images.epoch(1).iterator().next().x();
    List<Long> states = generators();
    net.train(true);
    float[] once = net.forward(x).data().clone();
    setGenerators(states);
    float[] again = net.forward(x).data().clone();
    setGenerators(states);
    if (!Arrays.equals(once, again)) {
      throw new CheckpointException(
          "A layer of this net draws random numbers that no checkpoint holds, so the run cannot go on"
              + " with the same bits; put each Dropout into a Sequential, or start anew");
    }
  }

  /**
   * Takes weights, generators and what the optimizer remembers from {@code state}.
   *
   * @param images a few of which show whether that is all
   */
  void load(TrainerState state, DataLoader images) {
    requireRepeatable(images);
    try {
      optimizer.loadStateDict(state.optimizer());
      setGenerators(state.generators());
    } catch (IllegalArgumentException e) {
      throw new CheckpointException("The checkpoint does not fit: " + e.getMessage());
    }
    written
        .parameters()
        .forEach(p -> p.value().set(Objects.requireNonNull(state.weights().get(p.name()))));
  }

  private static Stream<Dropout> dropouts(Layer layer) {
    return layer instanceof Sequential net
        ? net.layers().stream().flatMap(Learner::dropouts)
        : Stream.of(layer).filter(Dropout.class::isInstance).map(Dropout.class::cast);
  }
}
