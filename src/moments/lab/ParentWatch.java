package moments.lab;

import java.util.Optional;

/** Ends this program soon after the one that started it, even if that was killed. */
final class ParentWatch {
  private static final long MILLIS = 1_000;

  private ParentWatch() {}

  static void start() {
    Optional<ProcessHandle> parent = parent();
    Thread watch = new Thread(() -> exitAfter(parent), "parent watch");
    watch.setDaemon(true);
    watch.start();
  }

  /**
   * An orphan is given to another parent at once, while its own may still be listed as a zombie.
   */
  private static void exitAfter(Optional<ProcessHandle> parent) {
    try {
      while (parent.equals(parent()) && parent.map(ProcessHandle::isAlive).orElse(true)) {
        Thread.sleep(MILLIS);
      }
      System.exit(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<ProcessHandle> parent() {
    return ProcessHandle.current().parent();
  }
}
