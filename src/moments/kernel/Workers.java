package moments.kernel;

/** Runs the tasks of one loop on a fixed set of threads. */
public final class Workers {
  /** One task of a loop. */
  @FunctionalInterface
  public interface Task {
    /** Does task {@code index}; must not depend on which other tasks have run. */
    void run(int index);
  }

  private Workers() {}

  /** Runs tasks 0 … {@code tasks}−1 and returns when all are done. */
  public static void forEach(int tasks, Task task) {
    for (int i = 0; i < tasks; i++) {
      task.run(i);
    }
  }
}
