package moments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import moments.data.Cifar10;
import moments.fetch.Storage;
import moments.terminal.Screen;
import picocli.CommandLine.Option;

/** Options for where the images come from. */
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "<folder>",
      converter = ArgumentTypes.UserPathType.class,
      description =
          "Where CIFAR-10 is read from, or downloaded to (default: $MOMENTS_HOME or"
              + " ~/.cache/moments).")
  private Optional<Path> folder = Optional.empty();

  @Option(names = "--offline", description = "Do not use the network.")
  private boolean offline;

  /** The images; {@code err} is told where they come from. */
  Cifar10 load(PrintWriter err) {
    Cifar10 loaded =
        Cifar10.load(
            new Storage(
                folder.orElseGet(Storage::home),
                folder.isPresent(),
                offline,
                notice -> err.println(Screen.wrap(notice))));
    if (loaded.isSample()) {
      err.println("Another data folder: --data");
    }
    return loaded;
  }
}
