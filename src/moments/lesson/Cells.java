package moments.lesson;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Runs the cells of one lesson in order, within this JVM; nothing is imported to begin with. */
public final class Cells implements AutoCloseable {
  private final String file;
  private final ValueKeeper values = new ValueKeeper(Cells.class.getClassLoader());
  private final JShell shell;

  /**
   * Cells of a lesson.
   *
   * @param file the lesson's source, for messages
   * @param quick whether recorded cells are to be quick
   */
  public Cells(String file, boolean quick) {
    this.file = file;
    System.setProperty(Weaver.QUICK, String.valueOf(quick));
    shell =
        JShell.builder().executionEngine(values, Map.of()).compilerOptions("-proc:none").build();
    shell.addToClasspath(classPath());
  }

  /**
   * Runs {@code cell}.
   *
   * @return the value of its last line if that is an expression
   * @throws LessonException if it does not compile or throws; names the line
   */
  public Result run(Block cell) {
    Locale country = Locale.getDefault();
    Locale.setDefault(Locale.ROOT);
    try {
      return evaluate(cell);
    } finally {
      Locale.setDefault(country);
    }
  }

  private Result evaluate(Block cell) {
    Optional<Object> value = Optional.empty();
    String last = "";
    List<DeclarationSnippet> incomplete = new ArrayList<>();
    String rest = cell.text().stripLeading();
    while (!rest.isEmpty()) {
      int line = cell.line() + lines(cell.text()) - lines(rest);
      CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      boolean complete = info.completeness().isComplete();
      last = complete ? info.source() : rest;
      rest = complete ? info.remaining().stripLeading() : "";
      value = Optional.empty();
      for (SnippetEvent event : shell.eval(last)) {
        if (event.causeSnippet() == null) {
          requireNoError(event, line);
          if (isExpression(event.snippet())) {
            value = values.last();
          }
          if (event.status() != Status.VALID && event.snippet() instanceof DeclarationSnippet d) {
            incomplete.add(d);
          }
        }
      }
    }
    for (DeclarationSnippet snippet : incomplete) {
      if (shell.status(snippet) != Status.VALID) {
        String missing = shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
        throw LessonException.at(file, cell.line(), "not defined: " + missing);
      }
    }
    return new Result(value, last.strip());
  }

  /** One whose value has no name is, to JShell, a variable that it names $1. */
  private static boolean isExpression(Snippet snippet) {
    return snippet.kind() == Snippet.Kind.EXPRESSION
        || snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }

  private void requireNoError(SnippetEvent event, int line) {
    if (event.status() == Status.REJECTED) {
      Diag error =
          shell.diagnostics(event.snippet()).filter(Diag::isError).findFirst().orElseThrow();
      String before = event.snippet().source().substring(0, (int) error.getPosition());
      throw LessonException.at(file, line + lines(before), error.getMessage(Locale.ROOT));
    }
    JShellException exception = event.exception();
    if (exception != null) {
      String type =
          exception instanceof EvalException e
              ? e.getExceptionClassName()
              : exception.getClass().getName();
      throw LessonException.at(
          file,
          line + lineWithin(event.snippet(), exception),
          type + ": " + exception.getMessage());
    }
  }

  /** Where the snippet itself was when it failed, from 0; JShell calls the file by its id. */
  private static int lineWithin(Snippet snippet, JShellException exception) {
    return Stream.of(exception.getStackTrace())
        .filter(frame -> ("#" + snippet.id()).equals(frame.getFileName()))
        .mapToInt(frame -> frame.getLineNumber() - 1)
        .findFirst()
        .orElse(0);
  }

  private static int lines(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  /** Where this class was loaded from and what it can load; Maven has it in a loader of its own. */
  private static String classPath() {
    String own = System.getProperty("java.class.path", "");
    if (Cells.class.getClassLoader() instanceof URLClassLoader loader) {
      return Stream.of(loader.getURLs())
          .map(Cells::path)
          .collect(Collectors.joining(File.pathSeparator));
    }
    return own;
  }

  private static String path(URL url) {
    return Path.of(URI.create(url.toString())).toString();
  }

  @Override
  public void close() {
    System.clearProperty(Weaver.QUICK);
    shell.close();
  }

  /**
   * What a cell did.
   *
   * @param value of {@code last}, if that is an expression other than null
   * @param last the source of the last statement
   */
  public record Result(Optional<Object> value, String last) {}
}
