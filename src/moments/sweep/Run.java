package moments.sweep;

import java.util.Map;

/**
 * One training of a sweep.
 *
 * @param id the name of its folder, {@code adam-trial-03}
 * @param hyperparameters by the names of {@link SearchSpace}
 * @param seed of its weights and of the order of its images
 * @param tested whether it is one of the last runs, tested on the test images, or a trial, which is
 *     tested on images held back from training
 * @param decays whether its learning rate falls to 0
 */
record Run(
    String id,
    String optimizer,
    Map<String, Double> hyperparameters,
    long seed,
    boolean tested,
    boolean decays) {
  /** The same training as one of the last runs, from a fresh seed. */
  Run last(long freshSeed, boolean decaying) {
    String name = "%s-seed-%s".formatted(id, freshSeed);
    return new Run(name, optimizer, hyperparameters, freshSeed, true, decaying);
  }
}
