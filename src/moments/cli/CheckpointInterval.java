package moments.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The option for how often a run is saved. */
final class CheckpointInterval {
  @Option(
      names = "--checkpoint-every",
      paramLabel = "<seconds>",
      converter = ArgumentTypes.Seconds.class,
      defaultValue = "60",
      description = "How much of a run may be lost (default: ${DEFAULT-VALUE}).")
  private Duration every = Duration.ZERO;

  Duration every() {
    return every;
  }
}
