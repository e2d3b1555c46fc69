package moments.grading;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of this program by Ctrl-C or another signal. Its children may get the signal first, and
 * that they are gone is then no fault of a student's.
 */
final class Ending {
  private static final CountDownLatch BEGUN = new CountDownLatch(1);
  private static final Deque<Runnable> CLEANUPS = new ConcurrentLinkedDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Ending::begin, "end of grading"));
  }

  private Ending() {}

  private static void begin() {
    BEGUN.countDown();
    CLEANUPS.forEach(Runnable::run);
  }

  /** Has {@code cleanup} run then, before those that were given earlier. */
  static void atEnd(Runnable cleanup) {
    CLEANUPS.addFirst(cleanup);
  }

  /** Returns, unless the end begins within {@code millis}: then what this thread knows is void. */
  static void stopIfBegunWithin(long millis) throws InterruptedException {
    if (BEGUN.await(millis, TimeUnit.MILLISECONDS)) {
      new CountDownLatch(1).await(); // The whole program ends.
    }
  }
}
