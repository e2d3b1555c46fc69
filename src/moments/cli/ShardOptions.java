package moments.cli;

import java.util.Map;
import java.util.Optional;
import moments.parallel.Shard;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options for one share of work that processes on many machines divide among them. */
final class ShardOptions {
  private static final int BY_SCHEDULER = -1;
  private static final String SLURM = "SLURM_ARRAY_TASK_ID";
  private static final String KUBERNETES = "JOB_COMPLETION_INDEX";

  @Option(
      names = "--shard",
      arity = "0..1",
      fallbackValue = "-1",
      paramLabel = "<i>",
      description = {
        "Take only every n-th, from the i-th on, counted from 0;",
        "without a number, i is " + SLURM + " or " + KUBERNETES + "."
      })
  private Optional<Integer> index = Optional.empty();

  @Option(
      names = "--shards",
      paramLabel = "<n>",
      converter = ArgumentTypes.Count.class,
      description = "The n of --shard (default: SLURM_ARRAY_TASK_COUNT).")
  private Optional<Integer> count = Optional.empty();

  /** The share; empty if there is to be none. */
  Optional<Shard> shard(CommandSpec spec) {
    try {
      return shard(index, count, System.getenv());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  static Optional<Shard> shard(
      Optional<Integer> index, Optional<Integer> count, Map<String, String> environment) {
    if (index.isEmpty() && count.isPresent()) {
      throw new IllegalArgumentException("--shards: give the --shard as well");
    }
    return index.map(
        given -> {
          int i =
              given == BY_SCHEDULER
                  ? number(
                      environment, environment.containsKey(SLURM) ? SLURM : KUBERNETES, "--shard")
                  : given;
          int n = count.orElseGet(() -> number(environment, "SLURM_ARRAY_TASK_COUNT", "--shards"));
          return shard(i, n);
        });
  }

  private static Shard shard(int i, int n) {
    try {
      return new Shard(i, n);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--shard: " + e.getMessage());
    }
  }

  private static int number(Map<String, String> environment, String name, String option) {
    try {
      return Integer.parseInt(environment.getOrDefault(name, ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s: give it a number, or set %s to one".formatted(option, name));
    }
  }
}
