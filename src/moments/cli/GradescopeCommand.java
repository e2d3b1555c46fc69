package moments.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import moments.grading.AssignmentFolder;
import moments.grading.GradescopePackage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Packs an assignment's grader for Gradescope. */
@Command(
    name = "gradescope",
    mixinStandardHelpOptions = true,
    description = "Packs the grader of a lesson's assignment into a zip for Gradescope.")
final class GradescopeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NN", description = "The number of the lesson.")
  private String number = "";

  @Option(
      names = "--out",
      paramLabel = "<zip>",
      converter = ArgumentTypes.UserPathType.class,
      description = "The file to write (default: target/gradescope-<NN>.zip).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--hidden",
      paramLabel = "<folder>",
      converter = ArgumentTypes.UserPathType.class,
      description = "More tests; of those that fail, students see title and hint only.")
  private Optional<Path> hidden = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    AssignmentFolder assignment = AssignmentFolder.numbered(Path.of(""), number);
    Path zip = out.orElse(Path.of("target", "gradescope-%s.zip".formatted(assignment.number())));
    GradescopePackage.write(assignment, hidden, zip);
    spec.commandLine().getOut().println("Wrote " + zip);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
