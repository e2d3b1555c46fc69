package moments.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import moments.lesson.Lesson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the lessons. */
@Command(
    name = "lessons",
    mixinStandardHelpOptions = true,
    description = "Lists the lessons: the question of each, and how long it takes.")
final class LessonsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    for (Lesson lesson : Lesson.all(Path.of(""))) {
      spec.commandLine()
          .getOut()
          .printf("%02d  %s%n    %s.%n", lesson.number(), lesson.question(), lesson.times());
    }
    return 0;
  }
}
