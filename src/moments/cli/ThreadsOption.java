package moments.cli;

import java.util.Optional;
import moments.parallel.Workers;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option for the number of threads of a run. */
final class ThreadsOption {
  @Option(
      names = "--threads",
      paramLabel = "<n>",
      converter = ArgumentTypes.Count.class,
      description = "For speed; results never depend on it (default: one for each processor).")
  private Optional<Integer> threads = Optional.empty();

  /**
   * Has this program compute with so many.
   *
   * @throws ParameterException if that is too many
   */
  void use(CommandSpec spec) {
    try {
      threads.ifPresent(Workers::setThreads);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
    }
  }
}
