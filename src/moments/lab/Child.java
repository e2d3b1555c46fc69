package moments.lab;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that this one starts and that ends with it: by Ctrl-C, SIGTERM or a closed terminal.
 */
public final class Child {
  private static final long PATIENCE_SECONDS = 8;

  private Optional<Process> process = Optional.empty();
  private boolean isEnded;

  private Child() {}

  /**
   * Runs the program until it ends; returns its exit code.
   *
   * @throws JupyterException if it cannot be started
   */
  public static int run(ProcessBuilder builder) throws InterruptedException {
    Child child = new Child();
    Thread hook = new Thread(child::end, "end of child");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      return child.start(builder).waitFor();
    } catch (IOException e) {
      throw new JupyterException(
          "Cannot start %s: %s".formatted(builder.command().get(0), e.getMessage()));
    } finally {
      child.end();
      forget(hook);
    }
  }

  private synchronized Process start(ProcessBuilder builder) throws IOException {
    if (isEnded) {
      throw new IOException("this program is ending");
    }
    Process started = builder.start();
    process = Optional.of(started);
    return started;
  }

  /** Asks the process to end; after a while, ends it and everything that it started. */
  private synchronized void end() {
    isEnded = true;
    if (process.filter(Process::isAlive).isEmpty()) {
      return;
    }
    Process running = process.get();
    List<ProcessHandle> started = running.descendants().toList();
    running.destroy();
    try {
      running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, so the hook is already running.
      return;
    }
  }
}
