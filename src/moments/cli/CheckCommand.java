package moments.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import moments.grading.AssignmentFolder;
import moments.grading.Grade;
import moments.grading.SelfCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a student's solution of an assignment would get. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Tries the tests of a lesson's assignment on your solution; counts the points.")
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NN", description = "The number of the lesson.")
  private String number = "";

  @Option(
      names = "--file",
      paramLabel = "<path>",
      converter = ArgumentTypes.UserPathType.class,
      description = "What to check: a source, a notebook, a folder (default: the starter's file).")
  private Optional<Path> file = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    AssignmentFolder assignment = AssignmentFolder.numbered(Path.of(""), number);
    Grade grade = SelfCheck.of(assignment, file);
    spec.commandLine().getOut().print(grade);
    spec.commandLine().getOut().flush();
    return grade.points() == grade.most() ? 0 : 1;
  }
}
