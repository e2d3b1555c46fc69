package moments.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;

/** Failures of cells, reported with the lines that their reader wrote. */
final class Errors {
  private static final int MOST_ERRORS = 5;
  private static final int MOST_FRAMES = 20;
  private static final String NOT_COMPILED = "Compile error";

  private final JShell shell;
  private final Map<String, CellPosition> places;

  /** Errors of {@code shell}, with the {@code places} of its snippets by id. */
  Errors(JShell shell, Map<String, CellPosition> places) {
    this.shell = shell;
    this.places = places;
  }

  /** The compiler or JShell itself failed; the cell has had no effect. */
  static CellException ofCompiler(DeepStack.UnexpectedException e) {
    Throwable cause = Objects.requireNonNull(e.getCause());
    String message =
        cause instanceof StackOverflowError
            ? "This cell is nested too deeply for the compiler; split the expression in two."
            : "The compiler failed on this cell, which is a fault of the compiler or of JShell: "
                + cause;
    return new CellException(1, message, List.of(message));
  }

  /** An error that the compiler would not see, at the start of {@code place}. */
  static CellException doesNotCompile(CellPosition place, String message) {
    List<String> report = new ArrayList<>();
    report.add(NOT_COMPILED + " in line " + place.line(0));
    place.marked(0, 2).lines().forEach(report::add);
    report.add(message);
    return new CellException(place.line(0), message, report);
  }

  /** The compiler's messages below the lines they are about. */
  CellException doesNotCompile(Snippet snippet) {
    List<Diag> errors =
        shell.diagnostics(snippet).filter(Diag::isError).limit(MOST_ERRORS).toList();
    if (errors.isEmpty()) {
      return missing(snippet);
    }
    CellPosition place = place(snippet);
    List<String> report = new ArrayList<>();
    for (Diag error : errors) {
      int from = (int) error.getStartPosition();
      report.add(NOT_COMPILED + " in line " + place.line(from));
      place.marked(from, (int) error.getEndPosition()).lines().forEach(report::add);
      message(error).forEach(report::add);
    }
    int line = place.line((int) errors.get(0).getStartPosition());
    String message = String.join(", ", message(errors.get(0))).replaceAll("\\s+", " ");
    return new CellException(line, message, report);
  }

  private static List<String> message(Diag error) {
    return error
        .getMessage(Locale.ENGLISH)
        .lines()
        .filter(line -> !line.strip().startsWith("location:"))
        .map(line -> line.replaceAll("\\bjava\\.lang\\.(?=[A-Z])", ""))
        .toList();
  }

  private CellException missing(Snippet snippet) {
    List<String> names = unresolved(snippet);
    CellPosition place = place(snippet);
    String message =
        "cannot find %s; check the spelling, the imports and that the cell that declares it was run"
            .formatted(String.join(", ", names));
    List<String> report = new ArrayList<>();
    String name = names.isEmpty() ? "" : names.get(0).replaceAll("^.* |\\(.*$", "");
    var use = Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(snippet.source());
    int from = use.find() ? use.start() : 0;
    report.add(NOT_COMPILED + " in line " + place.line(from));
    place.marked(from, from + name.length()).lines().forEach(report::add);
    report.add(message);
    return new CellException(place.line(from), message, report);
  }

  private List<String> unresolved(Snippet snippet) {
    return snippet instanceof DeclarationSnippet declaration
        ? shell.unresolvedDependencies(declaration).toList()
        : List.of();
  }

  /** The exception, its trace as far as the outermost line in a cell, and its causes. */
  CellException thrown(JShellException exception) {
    int line = outermostLine(exception);
    if (exception instanceof UnresolvedReferenceException e) {
      Snippet snippet = e.getSnippet();
      String message =
          "%s cannot run yet: it uses %s, which no cell that was run declares"
              .formatted(signature(snippet), String.join(", ", unresolved(snippet)));
      return new CellException(line, message, withTrace(message, e));
    }
    String name = name(exception);
    if (name.equals(InProcess.INTERRUPTED)) {
      return new CellException(line, "The cell was stopped.", withTrace("", exception));
    }
    if (name.equals(InProcess.ABANDONED)) {
      String message =
          "The cell could not be stopped: it does not look at Thread.interrupted(). It runs on in"
              + " the background; restart the kernel to end it.";
      return new CellException(line, message, withTrace(message, exception));
    }
    if (name.equals(Exit.Refused.class.getName())) {
      return new CellException(line, text(exception), withTrace(text(exception), exception));
    }
    List<String> report = withTrace(headline(exception), exception);
    Throwable cause = exception.getCause();
    while (cause instanceof JShellException e) {
      report.add("Caused by: " + headline(e));
      report.addAll(trace(e));
      cause = e.getCause();
    }
    return new CellException(line, headline(exception), report);
  }

  private static String signature(Snippet snippet) {
    return snippet instanceof DeclarationSnippet d ? d.name() : "the cell";
  }

  private static String name(JShellException e) {
    return e instanceof EvalException eval
        ? Display.withoutWrappers(eval.getExceptionClassName())
        : e.getClass().getName();
  }

  private static String headline(JShellException e) {
    String message = text(e);
    return message.isEmpty() ? name(e) : name(e) + ": " + message;
  }

  private static String text(JShellException e) {
    String message = e.getMessage();
    return message == null || message.equals("<none>") ? "" : message;
  }

  private List<String> withTrace(String first, JShellException exception) {
    List<String> report = new ArrayList<>();
    report.add(first.isEmpty() ? "The cell was stopped." : first);
    report.addAll(trace(exception));
    return report;
  }

  /** From the line that threw out to the outermost line in a cell; JShell's own are left out. */
  private List<String> trace(JShellException exception) {
    List<StackTraceElement> frames = framesWithin(exception);
    int end = frames.size();
    Stream<String> lines =
        frames.stream().filter(Errors::matters).limit(MOST_FRAMES).map(this::line);
    String more = "    … %d more".formatted(end - MOST_FRAMES);
    return Stream.concat(lines, end > MOST_FRAMES ? Stream.of(more) : Stream.empty()).toList();
  }

  private List<StackTraceElement> framesWithin(JShellException exception) {
    List<StackTraceElement> frames = List.of(exception.getStackTrace());
    int end = frames.size();
    while (end > 0 && !inCell(frames.get(end - 1))) {
      end--;
    }
    return frames.subList(0, end);
  }

  /** The line of the running cell: whatever it called lies within. */
  private int outermostLine(JShellException exception) {
    List<StackTraceElement> frames = framesWithin(exception);
    return frames.isEmpty() ? 1 : lineOf(frames.get(frames.size() - 1));
  }

  private int lineOf(StackTraceElement frame) {
    return placeOf(frame).lineOf(frame.getLineNumber());
  }

  private CellPosition placeOf(StackTraceElement frame) {
    String id = String.valueOf(frame.getFileName()).substring(1);
    return places.getOrDefault(id, new CellPosition(0, "", 0));
  }

  private boolean inCell(StackTraceElement frame) {
    return frame.getFileName() != null
        && frame.getFileName().startsWith("#")
        && places.containsKey(frame.getFileName().substring(1));
  }

  private static boolean matters(StackTraceElement frame) {
    return !frame.getClassName().startsWith("jdk.internal.")
        && !frame.getClassName().equals(Interruption.class.getName())
        && !frame.getClassName().equals(Exit.class.getName());
  }

  private String line(StackTraceElement frame) {
    if (!inCell(frame)) {
      return "    at %s.%s (%s:%d)"
          .formatted(
              frame.getClassName(),
              frame.getMethodName(),
              frame.getFileName(),
              frame.getLineNumber());
    }
    CellPosition place = placeOf(frame);
    int line = lineOf(frame);
    return "    at cell [%d], line %d:  %s".formatted(place.cell(), line, place.text(line).strip());
  }

  private CellPosition place(Snippet snippet) {
    return places.getOrDefault(snippet.id(), new CellPosition(0, snippet.source(), 0));
  }
}
