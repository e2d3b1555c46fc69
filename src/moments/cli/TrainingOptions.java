package moments.cli;

import java.util.Optional;
import moments.compare.NetChoice;
import picocli.CommandLine.Option;

/** The options for what is trained and for how long. */
final class TrainingOptions {
  @Option(
      names = "--net",
      converter = ArgumentTypes.Net.class,
      defaultValue = "tutorial",
      description =
          "tutorial: the small CNN of PyTorch's tutorial; paper: the large one of the Adam paper"
              + " (default: ${DEFAULT-VALUE}).")
  private NetChoice net = NetChoice.TUTORIAL;

  @Option(
      names = "--epochs",
      paramLabel = "<n>",
      converter = ArgumentTypes.Count.class,
      defaultValue = "2",
      description = "How many times every image is seen (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "<n>",
      converter = ArgumentTypes.Count.class,
      description = "Images in a batch (default: 4, or 128 for the paper's net).")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--eval-every",
      paramLabel = "<n>",
      converter = ArgumentTypes.Count.class,
      defaultValue = "1000",
      description = "Test after every n steps (default: ${DEFAULT-VALUE}).")
  private int evalEvery;

  NetChoice net() {
    return net;
  }

  int epochs() {
    return epochs;
  }

  /** The one that was asked for, else the net's, but no more than there are images. */
  int batch(int images) {
    return batch.orElse(Math.min(images, net.batch()));
  }

  int evalEvery() {
    return evalEvery;
  }
}
