package moments.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import moments.fetch.DataException;
import moments.lesson.LessonException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line; without the name of a command it runs {@link CompareCommand}. */
@Command(
    name = "moments",
    description = "Adam and its relatives, from scratch.",
    subcommands = {
      CompareCommand.class,
      LabCommand.class,
      JShellCommand.class,
      LessonsCommand.class,
      WeaveCommand.class,
      HelpCommand.class
    })
public final class Main {
  static final String VERSION = "Moments 0.1.0-SNAPSHOT";

  private Main() {}

  /** Runs {@code args}; ends the JVM with the exit code unless that is 0. */
  public static void main(String[] args) {
    int code = run(commandLine(), args);
    System.out.flush();
    System.err.flush();
    if (code != 0) {
      // Within Maven a plain return would mean success, an exception a page of stack trace.
      System.exit(code);
    }
  }

  /** All commands with their options. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(Main::wrongArgument)
        .setExecutionExceptionHandler(Main::failure);
  }

  static int run(CommandLine cli, String... args) {
    boolean named = args.length > 0 && !args[0].startsWith("-");
    return cli.execute(
        named ? args : Stream.concat(Stream.of("compare"), Stream.of(args)).toArray(String[]::new));
  }

  private static int wrongArgument(ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println(e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("All options: --help");
    return e.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int failure(Exception e, CommandLine cli, ParseResult parsed) throws Exception {
    if (e instanceof DataException
        || e instanceof LessonException
        || e instanceof UncheckedIOException) {
      cli.getErr().println(Objects.requireNonNullElse(e.getMessage(), e.toString()));
      return cli.getCommandSpec().exitCodeOnInvalidInput();
    }
    e.printStackTrace(cli.getErr());
    return cli.getCommandSpec().exitCodeOnExecutionException();
  }
}
