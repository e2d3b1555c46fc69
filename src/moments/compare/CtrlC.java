package moments.compare;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import moments.terminal.Screen;

/**
 * Turns the end of the JVM (Ctrl-C, SIGTERM) into an interrupt of the thread that opened this, and
 * gives that thread a moment to save its results and close this.
 */
public final class CtrlC implements AutoCloseable {
  /** The exit code that shells give for Ctrl-C: 128 plus the number of the signal. */
  public static final int EXIT_CODE = 130;

  /** Work that Ctrl-C may end, and that goes on from there when it is done again. */
  @FunctionalInterface
  public interface Work {
    /** Returns the exit code. */
    int run() throws InterruptedException;
  }

  private static final int ATTEMPTS = 40;
  private static final int PATIENCE_MILLIS = 500;

  private final Thread worker = Thread.currentThread();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "moments-ctrl-c");

  /** Listens from now on, for the thread that calls this. */
  CtrlC() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Does {@code work} and returns its exit code; where it is interrupted, {@code out} is told so
   * before the JVM ends.
   */
  public static int duringWork(Work work, PrintWriter out) {
    try (CtrlC ctrlC = new CtrlC()) {
      try {
        return work.run();
      } catch (InterruptedException e) {
        out.println(Screen.clear() + "Interrupted; the same command goes on from here.");
        out.flush();
        return EXIT_CODE;
      }
    }
  }

  /** Runs {@code task} with interrupts held back, as one would break off writing to a file. */
  synchronized void undisturbed(Runnable task) {
    boolean interrupted = Thread.interrupted();
    try {
      task.run();
    } finally {
      if (interrupted) {
        worker.interrupt();
      }
    }
  }

  /** Interrupts again and again, as the worker may be in code that swallows an interrupt. */
  private void interrupt() {
    try {
      for (int i = 0; i < ATTEMPTS; i++) {
        synchronized (this) {
          worker.interrupt();
        }
        if (closed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      System.err.println("moments: gave up waiting for the training to stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is already ending: the hook is what got us here.
    }
  }
}
