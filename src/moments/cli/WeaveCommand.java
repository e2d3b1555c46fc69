package moments.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import moments.grading.AssignmentFolder;
import moments.grading.Starter;
import moments.lab.FigureScript;
import moments.lab.FigureSnapshot;
import moments.lab.Notebooks;
import moments.lesson.Block;
import moments.lesson.FormulaIndex;
import moments.lesson.GeneratedFile;
import moments.lesson.Lesson;
import moments.lesson.Weaver;
import moments.train.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes notebooks and scripts of lessons. */
@Command(
    name = "weave",
    mixinStandardHelpOptions = true,
    description = {
      "Runs lessons and writes their notebooks and their scripts for jshell, and the line numbers",
      "in lessons/formulas.md."
    })
final class WeaveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NN", description = "Numbers of lessons (default: all of them).")
  private List<String> numbers = List.of();

  @Option(
      names = "--record",
      description = "Run recorded cells in full and keep their outputs; this may take minutes.")
  private boolean record;

  @Option(
      names = "--starters",
      description = {
        "Write the starters of assignments from their solutions, and nothing else;",
        "what was written into a starter is lost."
      })
  private boolean starters;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Path root = Path.of("");
    if (starters) {
      writeStarters(root);
      return 0;
    }
    List<Lesson> lessons =
        numbers.isEmpty()
            ? Lesson.all(root)
            : numbers.stream().map(number -> Lesson.numbered(root, number)).toList();
    for (Lesson lesson : lessons) {
      Path notebook = root.resolve(lesson.notebook());
      String existing = Files.exists(notebook) ? Notebooks.read(notebook) : "";
      List<GeneratedFile> all =
          record
              ? Weaver.record(lesson, existing, this::picture)
              : Weaver.weave(lesson, existing, this::picture);
      for (GeneratedFile woven : all) {
        Path file = root.resolve(woven.file());
        Output.write(file, woven.text());
        out(woven.file());
      }
      for (Block cell : Weaver.unrecorded(lesson, Notebooks.read(notebook))) {
        out(lesson.unrecorded(cell));
      }
    }
    Output.write(root.resolve(FormulaIndex.FILE), FormulaIndex.refreshed(root));
    return 0;
  }

  private void writeStarters(Path root) {
    List<AssignmentFolder> assignments =
        numbers.isEmpty()
            ? AssignmentFolder.all(root)
            : numbers.stream().map(each -> AssignmentFolder.numbered(root, each)).toList();
    for (AssignmentFolder assignment : assignments) {
      for (Path solution : assignment.solutions()) {
        Path starter = assignment.starter(solution);
        Output.write(starter, Starter.of(Notebooks.read(solution), solution.toString()));
        out(starter.toString());
      }
    }
  }

  private Optional<String> picture(FigureScript drawing) {
    Optional<String> picture = FigureSnapshot.of(drawing);
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
