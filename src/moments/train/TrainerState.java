package moments.train;

import java.util.List;
import java.util.Map;
import moments.checkpoint.CheckpointException;
import moments.optim.OptimizerState;
import moments.tensor.Tensor;
import moments.train.History.Point;

/**
 * All that a {@link Trainer} needs to go on with the same bits.
 *
 * @param name what its points are recorded under
 * @param seed what its points are recorded under
 * @param data which images it sees in which order, and when it is tested on which
 * @param progress how far it has come, which is also the place in the epoch
 * @param generators the states of the generators of its dropouts
 * @param weights by the names of the parameters
 * @param history every point of the trainer's history
 */
public record TrainerState(
    String name,
    long seed,
    String data,
    Progress progress,
    List<Long> generators,
    Map<String, Tensor> weights,
    OptimizerState optimizer,
    List<Point> history) {
  /**
   * Refuses to go on from this state where it does not fit.
   *
   * @param own the present state of the trainer that is to go on from this one
   * @throws CheckpointException if this is the state of another net, seed, data set or optimizer,
   *     or has diverged
   */
  void requireFits(TrainerState own) {
    requireSame("is of the optimizer", name, own.name);
    requireSame("is of the seed", seed, own.seed);
    requireSame("is of the data", data, own.data);
    requireSame("has the parameters", weights.keySet(), own.weights.keySet());
    requireSame("has the shapes", shapes(weights), shapes(own.weights));
    requireSame("has generators for dropout,", generators.size(), own.generators.size());
    if (hasDiverged()) {
      throw new CheckpointException(
          "The checkpoint has a last loss or weights that are NaN or infinite; start anew");
    }
  }

  private static List<String> shapes(Map<String, Tensor> weights) {
    return weights.values().stream().map(Tensor::shapeText).toList();
  }

  private static void requireSame(String what, Object there, Object here) {
    if (!there.equals(here)) {
      throw new CheckpointException(
          "The checkpoint %s %s, and this run %s; use the same, or start anew"
              .formatted(what, there, here));
    }
  }

  /** Whether its trainer records under this name and seed. */
  public boolean isOf(String otherName, long otherSeed) {
    return name.equals(otherName) && seed == otherSeed;
  }

  /** Whether the last loss is NaN or infinite, or a weight, so that the next loss will be. */
  boolean hasDiverged() {
    return history.stream().anyMatch(this::isDivergence) || !hasFiniteWeights();
  }

  private boolean isDivergence(Point point) {
    return isOf(point.optimizer(), point.seed())
        && point.step() == progress.step()
        && Double.isNaN(point.testLoss());
  }

  private boolean hasFiniteWeights() {
    for (Tensor weight : weights.values()) {
      for (float x : weight.data()) {
        if (!Float.isFinite(x)) {
          return false;
        }
      }
    }
    return true;
  }
}
