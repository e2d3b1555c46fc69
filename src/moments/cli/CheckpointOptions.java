package moments.cli;

import java.io.PrintWriter;
import moments.compare.RunFolder;
import moments.compare.Saving;
import moments.terminal.Screen;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for what happens to a run whose process ends. */
final class CheckpointOptions {
  @Option(
      names = "--resume",
      description =
          "Go on with the unfinished run in the folder, with the same bits as if it had never"
              + " stopped; start anew where there is none.")
  private boolean resume;

  @Mixin private CheckpointInterval interval = new CheckpointInterval();

  Saving saving() {
    return new Saving(
        interval.every(),
        resume,
        "To go on with the unfinished run: the same command with --resume");
  }

  /** Before a run: tells of an unfinished one that it will replace. */
  void warn(RunFolder folder, PrintWriter err) {
    if (!resume && folder.hasCheckpoint()) {
      err.println(
          Screen.wrap(
              "An unfinished run is in %s. To go on with it, stop this one now and add --resume;"
                      .formatted(folder)
                  + " the first checkpoint of this one takes its place."));
    }
  }
}
