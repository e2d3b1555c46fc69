package moments.reproduce;

import java.util.List;
import moments.optim.Optimizers;

/**
 * How Figure 3 is done again.
 *
 * @param input {@code zca} for whitened images, {@code channels} for images normalised by colour
 * @param optimizers some of {@link #ALL}
 * @param epochs of the long panel; the short one has three of them
 * @param seeds of the short panel; the first is that of everything else
 */
public record Figure3Settings(String input, List<String> optimizers, int epochs, List<Long> seeds) {
  /** Those of the paper's figure, and RMSProp. */
  public static final List<String> ALL = List.of("adagrad", "nesterov", "adam", "rmsprop");

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if there is another input or optimizer
   */
  public Figure3Settings {
    if (!List.of(Input.ZCA, Input.CHANNELS).contains(input)) {
      throw new IllegalArgumentException("expected zca or channels, got \"%s\"".formatted(input));
    }
    for (String optimizer : optimizers) {
      if (!ALL.contains(Optimizers.named(optimizer).name())) {
        throw new IllegalArgumentException(
            "Figure 3 is done with %s, not with %s".formatted(String.join(", ", ALL), optimizer));
      }
    }
    optimizers = List.copyOf(optimizers);
    seeds = List.copyOf(seeds);
  }
}
