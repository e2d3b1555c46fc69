package moments.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Runs cells of Java in a JShell within this JVM, one after the other. */
public final class Cells implements AutoCloseable {
  private static final String IMPORTS =
      """
      import java.io.*;
      import java.math.*;
      import java.net.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.prefs.*;
      import java.util.regex.*;
      import static moments.lab.Display.*;
      void printf(String format, Object... args) { java.lang.System.out.printf(format, args); }
      """;

  private static final Pattern BLANKS = Pattern.compile("(?s)(\\s|//[^\\n]*(\\n|$)|/\\*.*?\\*/)*+");

  /** Those whose cell is running, for code in it that asks what other cells declare. */
  private static volatile Optional<Cells> running = Optional.empty();

  private final InProcess control = new InProcess();
  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final Magics magics = new Magics(this);
  private final Map<String, CellPosition> places = new HashMap<>();
  private final Errors errors;
  private final SideEffects sideEffects;

  /**
   * What a cell came to.
   *
   * @param value of its last expression; empty after a declaration, a statement, and null
   * @param start where in the cell its last piece of code starts
   */
  public record Result(Optional<Object> value, int start) {}

  /** Cells that see the classes of this program. */
  public Cells() {
    AtomicInteger ids = new AtomicInteger(1);
    shell =
        JShell.builder()
            .executionEngine(provider(), Map.of())
            .compilerOptions("-proc:none")
            .idGenerator((snippet, i) -> "" + ids.getAndIncrement())
            .build();
    shell.addToClasspath(ClassPath.ofThisProgram());
    analysis = shell.sourceCodeAnalysis();
    errors = new Errors(shell, places);
    sideEffects = new SideEffects(shell);
    try {
      run(IMPORTS, 0);
    } catch (CellException e) {
      throw new IllegalStateException(String.join("\n", e.report()), e);
    }
  }

  /**
   * Runs {@code code} as cell {@code number}.
   *
   * @throws CellException where it does not compile, throws, or is interrupted
   */
  public Result run(String code, int number) throws CellException {
    return run(code, number, UnaryOperator.identity());
  }

  /**
   * Runs {@code code} as cell {@code number}, with its value put through {@code render} as a part
   * of the cell: what that throws is the cell's failure, and it can be interrupted.
   *
   * @throws CellException whatever goes wrong, so that another cell can run
   */
  Result run(String code, int number, UnaryOperator<Object> render) throws CellException {
    control.begin();
    running = Optional.of(this);
    try {
      return DeepStack.call(() -> runPart(code, number, render));
    } catch (DeepStack.UnexpectedException e) {
      throw Errors.ofCompiler(e);
    }
  }

  /** Runs code for a cell that is already running. */
  Result runPart(String code, int number, UnaryOperator<Object> render) throws CellException {
    CellText.check(code, number);
    List<Snippet> waiting = new ArrayList<>();
    Result last = new Result(Optional.empty(), code.length());
    int at = afterBlanks(code, 0);
    while (at < code.length()) {
      if (code.charAt(at) == '%') {
        int end = magics.end(code, at);
        last = new Result(magics.run(code.substring(at, end).strip(), number, render), at);
        at = afterBlanks(code, end);
        continue;
      }
      CellPosition place = new CellPosition(number, code, at);
      CompletionInfo info = analysis.analyzeCompletion(code.substring(at));
      boolean whole = info.completeness().isComplete();
      // Incomplete code goes to the compiler all the same: its message says what is missing.
      String source = whole ? info.source() : code.substring(at);
      int next =
          whole ? afterBlanks(code, code.length() - info.remaining().length()) : code.length();
      control.finishWith(next == code.length() ? render : UnaryOperator.identity());
      last = new Result(runSnippets(source, place, waiting), at);
      at = next;
    }
    for (Snippet snippet : waiting) {
      if (!shell.status(snippet).isDefined()) {
        throw errors.doesNotCompile(snippet);
      }
    }
    return last;
  }

  private Optional<Object> runSnippets(String source, CellPosition place, List<Snippet> waiting)
      throws CellException {
    Optional<Object> last = Optional.empty();
    Optional<CellException> failure = Optional.empty();
    sideEffects.makeRoomFor(source, place);
    List<SnippetEvent> events = shell.eval(source);
    for (SnippetEvent event : events) {
      Snippet snippet = event.snippet();
      Optional<Object> value =
          Optional.ofNullable(event.value()).flatMap(key -> control.takeResult(key));
      if (event.causeSnippet() != null) {
        sideEffects.report(event);
        continue;
      }
      places.put(snippet.id(), place);
      if (event.status() == Status.RECOVERABLE_NOT_DEFINED) {
        waiting.add(snippet);
      } else if (event.status() == Status.REJECTED) {
        failure = Optional.of(errors.doesNotCompile(snippet));
      }
      JShellException exception = event.exception();
      if (exception != null) {
        failure = Optional.of(errors.thrown(exception));
      }
      last =
          switch (snippet.subKind()) {
            case VAR_VALUE_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND, OTHER_EXPRESSION_SUBKIND -> value;
            default -> Optional.empty();
          };
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return last;
  }

  private ExecutionControlProvider provider() {
    return new ExecutionControlProvider() {
      @Override
      public String name() {
        return "moments";
      }

      @Override
      public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
        return control;
      }
    };
  }

  /** Blank space and comments are skipped, so that JShell's line 1 is the first line of code. */
  private static int afterBlanks(String code, int start) {
    var blanks = BLANKS.matcher(code).region(start, code.length());
    return blanks.lookingAt() ? blanks.end() : start;
  }

  /**
   * The imports of the cells, and then the source of class {@code name} as it was last declared;
   * empty if no cell declares it, or where no kernel of ours is running.
   */
  public static Optional<List<String>> declared(String name) {
    return running.flatMap(cells -> cells.withImports(name));
  }

  private Optional<List<String>> withImports(String name) {
    return shell
        .snippets()
        .filter(TypeDeclSnippet.class::isInstance)
        .filter(snippet -> shell.status(snippet).isActive())
        .filter(snippet -> ((TypeDeclSnippet) snippet).name().equals(name))
        .reduce((earlier, later) -> later)
        .map(
            found ->
                Stream.concat(shell.imports().map(Snippet::source), Stream.of(found.source()))
                    .toList());
  }

  /** What is missing at the end of {@code code}. */
  Completeness completeness(String code) {
    CompletionInfo info = analysis.analyzeCompletion(code);
    while (info.completeness().isComplete() && !info.remaining().isBlank()) {
      info = analysis.analyzeCompletion(info.remaining());
    }
    return info.completeness();
  }

  SourceCodeAnalysis analysis() {
    return analysis;
  }

  void addToClassPath(String path) {
    shell.addToClasspath(path);
  }

  /** Stops the running cell from another thread. */
  void interrupt() {
    control.interrupt();
  }

  @Override
  public void close() {
    shell.close();
  }
}
