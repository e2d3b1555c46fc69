package moments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import moments.lab.Child;
import moments.lab.ClassPath;
import moments.lesson.Lesson;
import moments.train.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Opens JShell with Moments imported, and with a lesson run in it. */
@Command(
    name = "jshell",
    mixinStandardHelpOptions = true,
    description = "Opens JShell with Moments imported; with NN, lesson NN has been run in it.",
    footer = {"", "As in: mvn -q compile exec:java -Dexec.args=\"jshell 08\""})
final class JShellCommand implements Callable<Integer> {
  private static final Path FOLDER = Path.of("target", "jshell");

  private static final String IMPORTS =
      """
      import moments.data.*;
      import moments.explore.*;
      import moments.lesson.*;
      import moments.nn.*;
      import moments.optim.*;
      import moments.plot.*;
      import moments.tensor.*;
      import moments.train.*;
      import tech.tablesaw.api.*;
      import static moments.lab.Display.*;
      """;

  @Parameters(arity = "0..1", paramLabel = "NN", description = "The number of a lesson.")
  private Optional<String> number = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Lesson> lesson = number.map(n -> Lesson.numbered(Path.of(""), n));
    Path jshell = Path.of(System.getProperty("java.home"), "bin", "jshell");
    if (!Files.exists(jshell) && !Files.exists(Path.of(jshell + ".exe"))) {
      spec.commandLine()
          .getErr()
          .println("There is no %s; Moments needs a JDK, not only a JRE".formatted(jshell));
      return 1;
    }
    lesson.ifPresent(l -> spec.commandLine().getErr().printf("%s (%s)%n", l.question(), l.times()));
    return Child.run(new ProcessBuilder(command(jshell, lesson)).inheritIO());
  }

  /** The command line of a JShell that ends only when its user says so. */
  static List<String> command(Path jshell, Optional<Lesson> lesson) throws IOException {
    Path startup = FOLDER.resolve("imports.jsh");
    Output.write(startup, IMPORTS);
    List<String> command =
        new ArrayList<>(
            List.of(
                jshell.toString(),
                "--class-path",
                ClassPath.ofThisProgram(),
                "-J-Dfile.encoding=UTF-8",
                "-R-Dfile.encoding=UTF-8",
                "-R--add-modules",
                "-Rjdk.incubator.vector",
                "--startup",
                "DEFAULT",
                "--startup",
                startup.toString()));
    if (lesson.isPresent()) {
      Path script = FOLDER.resolve(lesson.get().name() + ".jsh");
      Output.write(
          script, Files.readString(Path.of(lesson.get().script())).replaceFirst("/exit\\s*$", ""));
      command.add(script.toString());
    }
    return command;
  }
}
