package moments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import moments.lab.Drawing;
import moments.lab.StillPicture;
import moments.lesson.Block;
import moments.lesson.Lesson;
import moments.lesson.Weaver;
import moments.lesson.Woven;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the notebook and the script of every lesson. */
@Command(
    name = "weave",
    mixinStandardHelpOptions = true,
    description = "Runs every lesson and writes its notebook and its script for jshell.")
final class Weave implements Callable<Integer> {
  @Option(
      names = "--record",
      paramLabel = "<NN>",
      description = "Also run the recorded cells of lesson NN in full and keep what they show.")
  private Optional<Integer> record = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Path root = Path.of("");
    for (Lesson lesson : Lesson.all(root)) {
      Path notebook = root.resolve(lesson.notebook());
      String existing = Files.exists(notebook) ? Files.readString(notebook) : "";
      boolean anew = record.filter(number -> number == lesson.number()).isPresent();
      List<Woven> all =
          anew
              ? Weaver.record(lesson, existing, this::picture)
              : Weaver.weave(lesson, existing, this::picture);
      for (Woven woven : all) {
        Path file = root.resolve(woven.file());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, woven.text());
        out(woven.file());
      }
      for (Block cell : Weaver.unrecorded(lesson, Files.readString(notebook))) {
        out(lesson.unrecorded(cell));
      }
    }
    return 0;
  }

  private Optional<String> picture(Drawing drawing) {
    Optional<String> picture = StillPicture.of(drawing);
    if (picture.isEmpty()) {
      out(
          "no picture of figure %s, as there is no Chromium here or it failed; readers of the"
                  .formatted(drawing.hash())
              + " notebook see a sentence instead until they run it");
    }
    return picture;
  }

  private void out(String line) {
    spec.commandLine().getOut().println(line);
  }
}
