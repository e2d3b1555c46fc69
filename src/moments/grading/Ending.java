package moments.grading;

import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of this program by Ctrl-C or another signal. Its children may get the signal first, and
 * that they are gone is then no fault of a student's.
 */
final class Ending {
  /** SIGHUP, SIGINT, SIGKILL and SIGTERM, as exit codes: they can come from outside. */
  private static final Set<Integer> FROM_OUTSIDE = Set.of(129, 130, 137, 143);

  private static final long MILLIS = 2_000;

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

  /** Has {@code cleanup} run at the end, before those that were given earlier. */
  static void before(Runnable cleanup) {
    CLEANUPS.addFirst(cleanup);
  }

  /** Returns, unless the end has begun: then what this thread knows does not count any more. */
  static void stopIfBegun() throws InterruptedException {
    stopIfBegunWithin(0);
  }

  /** The same for a child that ended with {@code code}, after a moment if that was a signal's. */
  static void stopIfBegunBy(int code) throws InterruptedException {
    stopIfBegunWithin(FROM_OUTSIDE.contains(code) ? MILLIS : 0);
  }

  private static void stopIfBegunWithin(long millis) throws InterruptedException {
    if (BEGUN.await(millis, TimeUnit.MILLISECONDS)) {
      new CountDownLatch(1).await(); // The whole program ends.
    }
  }
}
