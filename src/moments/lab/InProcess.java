package moments.lab;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * Runs the code of cells in this JVM, so that results stay objects, and on a thread of its own, so
 * that it can be interrupted.
 */
final class InProcess extends DirectExecutionControl {
  /** Reported as the exception when the learner stops the cell. */
  static final String INTERRUPTED = "Interrupted";

  /** Reported when the cell's thread does not react. */
  static final String ABANDONED = "Abandoned";

  private static final int LOOK_MILLIS = 20;

  private final SnippetLoader loader;
  private final Map<String, Optional<Object>> results = new HashMap<>();
  private Optional<Thread> running = Optional.empty();
  private UnaryOperator<Object> finish = UnaryOperator.identity();
  private int calls;

  InProcess() {
    this(new SnippetLoader());
  }

  private InProcess(SnippetLoader loader) {
    super(loader);
    this.loader = loader;
  }

  /** The object that belongs to the value of a snippet's event; empty for null. */
  synchronized Optional<Object> takeResult(String key) {
    return Optional.ofNullable(results.remove(key)).flatMap(result -> result);
  }

  /** Forgets an interrupt that came when no cell was running. */
  synchronized void begin() {
    Interruption.clear();
  }

  /**
   * From now on the value of an expression goes through {@code step}, on the cell's thread and at
   * its risk.
   */
  void finishWith(UnaryOperator<Object> step) {
    finish = step;
  }

  /** Interrupts the running cell, or while it is being compiled, its next step. */
  synchronized void interrupt() {
    Interruption.request();
    running.ifPresent(Thread::interrupt);
  }

  @Override
  public void redefine(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException {
    loader.redefine(classes);
  }

  /** JShell would silently ignore a class that cannot be loaded. */
  @Override
  public String invoke(String className, String methodName)
      throws RunException, InternalException, EngineTerminationException {
    try {
      return super.invoke(className, methodName);
    } catch (InternalException e) {
      throw new UserException(
          String.valueOf(e.getMessage()), LinkageError.class.getName(), new StackTraceElement[0]);
    }
  }

  /** Calls {@code snippet} and returns the key of its result, not the result's text. */
  @Override
  protected String invoke(Method snippet) throws Exception {
    UnaryOperator<Object> step = isDeclaration(snippet) ? UnaryOperator.identity() : finish;
    Call call = new Call(() -> snippet.invoke(null), step);
    synchronized (this) {
      if (Interruption.isRequested()) {
        throw new UserException("", INTERRUPTED, new StackTraceElement[0]);
      }
      running = Optional.of(call);
    }
    try {
      call.start();
      while (call.isAlive() && !Interruption.isIgnored()) {
        call.join(LOOK_MILLIS);
      }
    } finally {
      synchronized (this) {
        running = Optional.empty();
      }
    }
    if (call.isAlive()) {
      throw new UserException("", ABANDONED, call.getStackTrace());
    }
    if (call.failure.isPresent()) {
      return throwConvertedInvocationException(call.failure.get());
    }
    // Code that polls ends in its own way; the rest of the cell may run.
    begin();
    return keep(call.value);
  }

  /** The class of a declaration has a field for its variable; JShell's own begin with $. */
  private static boolean isDeclaration(Method snippet) {
    return Stream.of(snippet.getDeclaringClass().getDeclaredFields())
        .anyMatch(field -> !field.isSynthetic() && !field.getName().startsWith("$"));
  }

  private synchronized String keep(Optional<Object> result) {
    String key = "result " + calls++;
    results.put(key, result);
    return key;
  }

  @Override
  protected String throwConvertedInvocationException(Throwable cause)
      throws RunException, InternalException {
    boolean stopped = cause instanceof Interruption.Stop || cause instanceof InterruptedException;
    if (stopped && Interruption.isRequested()) {
      throw new UserException("", INTERRUPTED, cause.getStackTrace());
    }
    throw Thrown.asRunException(cause);
  }

  /** One call of a snippet on a thread of its own. */
  private static final class Call extends Thread {
    private final Callable<Object> code;
    private final UnaryOperator<Object> finish;
    private volatile Optional<Object> value = Optional.empty();
    private volatile Optional<Throwable> failure = Optional.empty();

    Call(Callable<Object> code, UnaryOperator<Object> finish) {
      super("cell");
      this.code = code;
      this.finish = finish;
      setDaemon(true);
    }

    /** Whatever is thrown is the cell's failure and must end no more than the cell. */
    @Override
    public void run() {
      try {
        value = Optional.ofNullable(code.call()).map(finish);
      } catch (InvocationTargetException e) {
        failure = Optional.of(e.getTargetException());
      } catch (Throwable e) {
        failure = Optional.of(e);
      }
    }
  }
}
