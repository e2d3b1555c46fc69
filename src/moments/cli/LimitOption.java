package moments.cli;

import java.util.Locale;
import java.util.Optional;
import moments.data.Cifar10;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option for training on fewer images than there are. */
final class LimitOption {
  @Option(
      names = "--limit",
      paramLabel = "<n>",
      converter = ArgumentTypes.Count.class,
      description = "Train on the first n images only.")
  private Optional<Integer> limit = Optional.empty();

  /**
   * How many of {@code data} to train on.
   *
   * @param usual where the option is not given; fewer if there are fewer
   * @throws ParameterException if there are not so many
   */
  int of(Cifar10 data, int usual, CommandSpec spec) {
    int most = data.train().size();
    int images = limit.orElse(Math.min(usual, most));
    requireAtMost("--limit", images, most, data, spec);
    return images;
  }

  /** Refuses the value of an option that is more than there are images to train on. */
  static void requireAtMost(String option, int value, int most, Cifar10 data, CommandSpec spec) {
    if (value > most) {
      String which = data.isSample() ? " of the sample" : "";
      throw new ParameterException(
          spec.commandLine(),
          String.format(
              Locale.ROOT,
              "%s: expected 1 … %,d, the images%s to train on, got %,d",
              option,
              most,
              which,
              value));
    }
  }
}
