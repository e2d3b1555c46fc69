package moments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import moments.lesson.Lesson;
import moments.lesson.Weaver;
import moments.lesson.Woven;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes the notebook and the script of every lesson. */
@Command(
    name = "weave",
    mixinStandardHelpOptions = true,
    description = "Runs every lesson and writes its notebook and its script for jshell.")
final class Weave implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Path root = Path.of("");
    for (Lesson lesson : Lesson.all(root)) {
      for (Woven woven : Weaver.weave(lesson)) {
        Path file = root.resolve(woven.file());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, woven.text());
        spec.commandLine().getOut().println(woven.file());
      }
    }
    return 0;
  }
}
