package moments.lab;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * Runs the code of cells in this JVM, so that results stay objects, and on a thread of its own, so
 * that it can be interrupted.
 */
final class InProcess extends DirectExecutionControl {
  /** In place of the name of an exception's class: the learner stopped the cell. */
  static final String INTERRUPTED = "Interrupted";

  /** The same, and the cell's thread pays no heed. */
  static final String ABANDONED = "Abandoned";

  private static final int LOOK_MILLIS = 20;

  private final Map<String, Optional<Object>> results = new HashMap<>();
  private Optional<Thread> running = Optional.empty();
  private int calls;

  InProcess() {
    super(new SnippetLoader());
  }

  /** The object that belongs to the value of a snippet's event; empty for null. */
  synchronized Optional<Object> takeResult(String key) {
    return Optional.ofNullable(results.remove(key)).flatMap(result -> result);
  }

  /** Forgets a wish to stop that came when no cell was running. */
  synchronized void begin() {
    Interruption.clear();
  }

  /** Interrupts the running cell, or while it is being compiled, its next step. */
  synchronized void interrupt() {
    Interruption.request();
    running.ifPresent(Thread::interrupt);
  }

  /** Calls {@code snippet} and gives the key of its result in place of the result's text. */
  @Override
  protected String invoke(Method snippet) throws Exception {
    Call call = new Call(snippet);
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
    Optional<Object> result = call.result();
    // Code that polled has ended as it liked: the rest of the cell may run.
    begin();
    return keep(result);
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
    return super.throwConvertedInvocationException(cause);
  }

  /** One call of a snippet on a thread of its own. */
  private static final class Call extends Thread {
    private final Method snippet;
    private Optional<Object> value = Optional.empty();
    private Optional<Exception> failure = Optional.empty();

    Call(Method snippet) {
      super("cell");
      this.snippet = snippet;
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        value = Optional.ofNullable(snippet.invoke(null));
      } catch (IllegalAccessException | InvocationTargetException | RuntimeException e) {
        failure = Optional.of(e);
      }
    }

    Optional<Object> result() throws Exception {
      if (failure.isPresent()) {
        throw failure.get();
      }
      return value;
    }
  }
}
