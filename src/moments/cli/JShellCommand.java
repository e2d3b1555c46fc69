package moments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moments.lab.Child;
import moments.lab.ClassPath;
import moments.lab.Display;
import moments.lab.PromptAgent;
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

  private static final int USUAL_COLUMNS = 80;

  private static final String IMPORTS =
      """
      import moments.data.*;
      import moments.explore.*;
      import moments.fast.*;
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
                "-J-XX:TieredStopAtLevel=1", // The prompt compiles snippets; only they run long.
                "-R-Dfile.encoding=UTF-8",
                "-R-Duser.language=en", // Snippets print the digits and points of the lessons.
                "-R--add-modules",
                "-Rjdk.incubator.vector",
                "-R-D%s=%d".formatted(Display.TERMINAL_WIDTH, columns()),
                "--startup",
                "DEFAULT",
                "--startup",
                startup.toString()));
    if (showsTypedValues()) {
      command.addAll(
          List.of(
              "-R-classpath",
              "-R" + ClassPath.ofThisProgram(),
              "--execution",
              PromptAgent.EXECUTION));
    }
    if (lesson.isPresent()) {
      Path script = FOLDER.resolve(lesson.get().name() + ".jsh");
      Output.write(
          script, speaking(lesson.get(), Files.readString(Path.of(lesson.get().script()))));
      command.add(script.toString());
    }
    return command;
  }

  /** From JDK 22 on, {@code jshell} refuses an agent of ours: there, {@code display} shows. */
  static boolean showsTypedValues() {
    return Runtime.version().feature() < 22;
  }

  /** The script, printing its headings; it ends with what to do next instead of an exit. */
  private static String speaking(Lesson lesson, String script) {
    String closing =
        ("Lesson %d has been run: its variables and methods are yours. Figures are pages in %s/."
                + " /vars and /methods list what there is, /help tells more, /exit leaves.")
            .formatted(lesson.number(), "target/figures");
    return Pattern.compile("(?m)^// (#+ .*)$")
            .matcher(script.replaceFirst("/exit\\s*$", ""))
            .replaceAll(heading -> Matcher.quoteReplacement(print("%n" + heading.group(1))))
        + print("%n" + closing);
  }

  private static String print(String line) {
    return "System.out.println(\"%s\");\n"
        .formatted(line.replace("\\", "\\\\").replace("\"", "\\\"").replace("%n", "\\n"));
  }

  /** Of the terminal, as the shell says. */
  private static int columns() {
    String columns = Objects.requireNonNullElse(System.getenv("COLUMNS"), "");
    return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
  }
}
