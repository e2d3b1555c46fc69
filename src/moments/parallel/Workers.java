package moments.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs the tasks of one loop on a fixed set of threads, the caller among them.
 *
 * <p>A training step at batch 4 dispatches some twenty loops in a fraction of a millisecond, so
 * idle helpers spin for a moment before they park; waking a parked thread costs more than many of
 * the loops take. Tasks are split by shapes only and write to places of their own, hence the number
 * of threads never changes a result.
 */
public final class Workers {
  /** One task of a loop. */
  @FunctionalInterface
  public interface Task {
    /** Does task {@code index}; must not depend on which other tasks have run. */
    void run(int index);
  }

  private static final class Helper extends Thread {
    Helper(Runnable work, String name) {
      super(work, name);
      setDaemon(true);
    }
  }

  private static final int SPINS_BEFORE_PARKING = 4_000;

  /** Bits of a task's number in a ticket; a loop of more tasks runs on its caller alone. */
  private static final int BITS = 21;

  private static final int MOST_TASKS = (1 << BITS) - 1;
  private static final int WORTH_SHARING = 1 << 13;
  private static final Task NOTHING = index -> {};

  private static final ReentrantLock BUSY = new ReentrantLock();
  private static volatile Workers pool = new Workers(Runtime.getRuntime().availableProcessors());

  private final Thread[] helpers;

  /**
   * The number of the loop, the first task left and the end of those left, so that one swap claims
   * a task. The caller takes from the front and helpers from the back: then a thread mostly gets
   * the same tasks in the next step, and finds what they work on in its own cache.
   */
  private final AtomicLong ticket = new AtomicLong();

  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicInteger parked = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile Task task = NOTHING;
  private volatile boolean stopped;

  private Workers(int threads) {
    helpers = new Thread[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Helper(this::help, "moments-worker-" + (i + 1));
      helpers[i].start();
    }
  }

  /**
   * Runs tasks 0 … {@code count}−1 and returns when all are done. A loop within a loop, or from a
   * second thread at the same time, runs on its caller alone.
   */
  public static void forEach(int count, Task task) {
    if (count > 1
        && count <= MOST_TASKS
        && pool.helpers.length > 0
        && !BUSY.isHeldByCurrentThread()
        && BUSY.tryLock()) {
      try {
        pool.share(count, task);
      } finally {
        BUSY.unlock();
      }
    } else {
      for (int i = 0; i < count; i++) {
        task.run(i);
      }
    }
  }

  /**
   * The same for tasks of about {@code floats} numbers each to read or write: if all are few, the
   * caller is done before a helper would have begun.
   */
  public static void forEach(int count, long floats, Task task) {
    if (count * floats < WORTH_SHARING) {
      for (int i = 0; i < count; i++) {
        task.run(i);
      }
    } else {
      forEach(count, task);
    }
  }

  /** The number of threads that share a loop. */
  public static int threads() {
    return pool.helpers.length + 1;
  }

  /**
   * Sets the number of threads from the next loop on; the default is one for each processor.
   *
   * @throws IllegalArgumentException if {@code threads} is below 1 or above 1024
   * @throws IllegalStateException if called by a task
   */
  public static void setThreads(int threads) {
    if (threads < 1 || threads > 1024) {
      throw new IllegalArgumentException(
          "threads: expected 1 to 1024, got %d; this machine has %d processors"
              .formatted(threads, Runtime.getRuntime().availableProcessors()));
    }
    if (BUSY.isHeldByCurrentThread() || Thread.currentThread() instanceof Helper) {
      throw new IllegalStateException(
          "setThreads(%d): called by a task of a loop; call it between loops".formatted(threads));
    }
    BUSY.lock();
    try {
      if (threads != threads()) {
        pool.stop();
        pool = new Workers(threads);
      }
    } finally {
      BUSY.unlock();
    }
  }

  private void share(int count, Task newTask) {
    task = newTask;
    unfinished.set(count);
    long loop = (ticket.get() >>> 2 * BITS) + 1;
    ticket.set(loop << 2 * BITS | count);
    if (parked.get() > 0) {
      wake();
    }
    while (runNext(true)) {
      Thread.onSpinWait();
    }
    for (int spins = 0; unfinished.get() > 0; spins++) {
      if (spins < SPINS_BEFORE_PARKING) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    task = NOTHING;
    Throwable thrown = failure.getAndSet(null);
    if (thrown != null) {
      throw Workers.<RuntimeException>unchecked(thrown);
    }
  }

  /**
   * A task can throw checked exceptions too, as from a method that hides them from the compiler.
   */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
    throw (E) thrown;
  }

  /** Claims and runs one task of the current loop; false if none is left. */
  private boolean runNext(boolean atFront) {
    long before = ticket.get();
    int first = (int) (before >>> BITS) & MOST_TASKS;
    int end = (int) before & MOST_TASKS;
    Task current = task;
    if (first == end) {
      return false;
    }
    if (ticket.compareAndSet(before, atFront ? before + (1L << BITS) : before - 1)) {
      // The swap succeeded, so `current` belongs to the loop that is still under way.
      try {
        current.run(atFront ? first : end - 1);
      } catch (Throwable e) {
        failure.set(e);
      } finally {
        unfinished.decrementAndGet();
      }
    }
    return true;
  }

  private void help() {
    int spins = 0;
    while (!stopped) {
      if (runNext(false)) {
        spins = 0;
      } else if (++spins < SPINS_BEFORE_PARKING) {
        Thread.onSpinWait();
      } else {
        parked.incrementAndGet();
        long seen = ticket.get();
        if (((seen >>> BITS ^ seen) & MOST_TASKS) == 0 && !stopped) {
          LockSupport.park(this);
        }
        parked.decrementAndGet();
        spins = 0;
      }
    }
  }

  private void stop() {
    stopped = true;
    wake();
  }

  private void wake() {
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }
}
