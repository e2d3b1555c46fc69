package moments.lab;

import java.util.Optional;
import java.util.concurrent.Callable;

/** Runs the compiler and JShell, which recurse as deeply as the code of a cell is nested. */
final class DeepStack {
  private static final long BYTES = 256L << 20;

  private DeepStack() {}

  /** The task threw something unexpected, such as an internal error of the compiler. */
  static final class UnexpectedException extends Exception {
    private static final long serialVersionUID = 1;

    UnexpectedException(Throwable cause) {
      super(cause);
    }
  }

  /**
   * The result of {@code task}.
   *
   * @throws CellException as thrown by the task
   * @throws UnexpectedException for everything else that it throws, errors included
   */
  static <T> T call(Callable<T> task) throws CellException, UnexpectedException {
    Call<T> call = new Call<>(task);
    Thread thread = new Thread(null, call, "compiler", BYTES);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        // Interruption tells the cell; we still wait for its result.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (call.thrown instanceof CellException e) {
      throw e;
    }
    return call.result.orElseThrow(() -> new UnexpectedException(call.thrown));
  }

  private static final class Call<T> implements Runnable {
    private final Callable<T> task;
    private Optional<T> result = Optional.empty();
    private Throwable thrown = new IllegalStateException("not run");

    Call(Callable<T> task) {
      this.task = task;
    }

    @Override
    public void run() {
      try {
        result = Optional.of(task.call());
      } catch (Throwable e) {
        thrown = e;
      }
    }
  }
}
