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
 */
record Run(
    String id, String optimizer, Map<String, Double> hyperparameters, long seed, boolean tested) {}
