package moments.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import moments.checkpoint.CheckpointException;
import moments.fetch.DataException;
import moments.grading.GradingException;
import moments.lesson.LessonException;
import moments.reproduce.ReproductionException;
import moments.sweep.SweepException;
import moments.terminal.Screen;
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
      SweepCommand.class,
      ReproduceCommand.class,
      WeaveCommand.class,
      CheckCommand.class,
      BookCommand.class,
      GradeCommand.class,
      GradescopeCommand.class,
      HelpCommand.class
    })
public final class Main {
  static final String VERSION = "Moments 0.1.0-SNAPSHOT";

  private Main() {}

  /** Runs {@code args}; ends the JVM with the exit code unless that is 0. */
  public static void main(String[] args) {
    // The texts are English, and programs read some of them; so are the digits. (For a category
    // alone, PrintWriter.printf would not heed it.)
    Locale.setDefault(Locale.ROOT);
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
    CommandLine cli = new CommandLine(new Main());
    cli.getSubcommands().values().forEach(each -> each.getCommandSpec().version(VERSION));
    return cli.setParameterExceptionHandler(Main::wrongArgument)
        .setExecutionExceptionHandler(Main::failure);
  }

  static int run(CommandLine cli, String... args) {
    boolean named = args.length > 0 && !args[0].startsWith("-");
    String[] command =
        named ? args : Stream.concat(Stream.of("compare"), Stream.of(args)).toArray(String[]::new);
    try {
      return cli.execute(command);
    } catch (OutOfMemoryError e) {
      cli.getErr()
          .println(
              Screen.wrap(
                  "Out of memory: Java may use %s MB of it (%s). Allow more, as in"
                          .formatted(Runtime.getRuntime().maxMemory() >> 20, e.getMessage())
                      + " MAVEN_OPTS=-Xmx4g, or use less, as with a smaller --batch."));
      return cli.getCommandSpec().exitCodeOnExecutionException();
    }
  }

  private static int wrongArgument(ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println(e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("All options: --help");
    return e.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int failure(Exception e, CommandLine cli, ParseResult parsed) throws Exception {
    if (e instanceof CheckpointException) {
      cli.getErr().println(Screen.wrap(String.valueOf(e.getMessage())));
      if (cli.getCommandSpec().findOption("--resume") != null) {
        cli.getErr().println("To start anew: the same command without --resume");
      }
      return cli.getCommandSpec().exitCodeOnInvalidInput();
    }
    if (e instanceof DataException
        || e instanceof GradingException
        || e instanceof SweepException
        || e instanceof ReproductionException
        || e instanceof LessonException
        || e instanceof UncheckedIOException) {
      String message = Objects.requireNonNullElse(e.getMessage(), e.toString());
      cli.getErr().println(message);
      boolean takesFolder = cli.getCommandSpec().findOption("--out") != null;
      if (message.endsWith("choose another folder") && message.contains("resume that run")) {
        cli.getErr().println("To resume: --resume. Another folder: --out");
      } else if (takesFolder && message.endsWith("another data folder")) {
        cli.getErr().println("Another data folder: --data");
      } else if (takesFolder && message.endsWith("another folder")) {
        cli.getErr().println("Another folder for the results: --out");
      }
      return cli.getCommandSpec().exitCodeOnInvalidInput();
    }
    e.printStackTrace(cli.getErr());
    return cli.getCommandSpec().exitCodeOnExecutionException();
  }
}
