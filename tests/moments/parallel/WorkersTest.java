package moments.parallel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final int threadsBefore = Workers.threads();

  @AfterEach
  void restoreThreads() {
    Workers.setThreads(threadsBefore);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void everyTaskRunsExactlyOnce(int threads) {
    Workers.setThreads(threads);
    assertEquals(threads, Workers.threads());
    for (int loop = 0; loop < 10_000; loop++) {
      checkLoop(loop % 70);
    }
    checkLoop(100_000);
  }

  /** Runs a loop whose tasks each write to their own place, without any synchronisation. */
  private static void checkLoop(int count) {
    int[] runs = new int[count];
    Workers.forEach(count, i -> runs[i]++);
    int[] once = new int[count];
    Arrays.fill(once, 1);
    assertArrayEquals(once, runs);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void anExceptionReachesTheCallerAndThePoolLivesOn(int threads) {
    Workers.setThreads(threads);
    for (int bad = 0; bad < 20; bad++) {
      RuntimeException thrown = new IllegalStateException("task " + bad);
      int badTask = bad;
      var caught =
          assertThrows(
              IllegalStateException.class,
              () -> Workers.forEach(20, i -> throwAt(i == badTask, thrown)));
      assertSame(thrown, caught);
      checkLoop(20);
    }
    Error error = new StackOverflowError();
    assertSame(
        error,
        assertThrows(
            StackOverflowError.class, () -> Workers.forEach(9, i -> throwAt(i == 4, error))));
    checkLoop(9);
  }

  @Test
  void oneOfSeveralExceptionsReachesTheCaller() {
    Workers.setThreads(3);
    assertThrows(
        IllegalStateException.class,
        () -> Workers.forEach(50, i -> throwAt(true, new IllegalStateException())));
    checkLoop(50);
  }

  /** The compiler keeps a task from throwing one, a generic method lets it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aCheckedExceptionReachesTheCallerToo(int threads) {
    Workers.setThreads(threads);
    for (int bad = 0; bad < 20; bad++) {
      IOException thrown = new IOException("task " + bad);
      int badTask = bad;
      var caught =
          assertThrows(
              IOException.class,
              () -> Workers.forEach(20, i -> WorkersTest.<Error>sneak(i == badTask, thrown)));
      assertSame(thrown, caught);
      checkLoop(20);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void sneak(boolean here, Throwable thrown) throws E {
    if (here) {
      throw (E) thrown;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void refusesToChangeThreadsWithinATask(int threads) {
    Workers.setThreads(threads);
    for (int bad = 0; bad < 20; bad++) {
      int badTask = bad;
      var error =
          assertThrows(
              IllegalStateException.class,
              () -> Workers.forEach(20, i -> setThreadsAt(i == badTask)));
      assertEquals(
          "setThreads(1): called by a task of a loop; call it between loops", error.getMessage());
    }
    assertEquals(threads, Workers.threads());
  }

  private static void setThreadsAt(boolean here) {
    if (here) {
      Workers.setThreads(1);
    }
  }

  private static void throwAt(boolean here, RuntimeException e) {
    if (here) {
      throw e;
    }
  }

  private static void throwAt(boolean here, Error e) {
    if (here) {
      throw e;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aLoopWithinALoopRunsToo(int threads) {
    Workers.setThreads(threads);
    for (int loop = 0; loop < 500; loop++) {
      int[] runs = new int[7 * 11];
      Workers.forEach(7, i -> Workers.forEach(11, j -> runs[i * 11 + j]++));
      int[] once = new int[runs.length];
      Arrays.fill(once, 1);
      assertArrayEquals(once, runs);
    }
  }

  @Test
  void twoThreadsMayCallAtTheSameTime() throws InterruptedException {
    Workers.setThreads(2);
    AtomicInteger good = new AtomicInteger();
    Runnable loops =
        () -> {
          for (int loop = 0; loop < 5_000; loop++) {
            checkLoop(loop % 20);
          }
          good.incrementAndGet();
        };
    Thread first = new Thread(loops);
    Thread second = new Thread(loops);
    first.start();
    second.start();
    first.join();
    second.join();
    assertEquals(2, good.get());
  }

  /** A loop of n tasks that wait for each other ends only if n threads take part. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void parkedHelpersWake(int threads) throws InterruptedException {
    Workers.setThreads(threads);
    for (int loop = 0; loop < 10; loop++) {
      Thread.sleep(50);
      CountDownLatch all = new CountDownLatch(threads);
      Workers.forEach(threads, i -> assertTrue(meet(all), "not all threads take part"));
    }
  }

  private static boolean meet(CountDownLatch all) {
    all.countDown();
    try {
      return all.await(10, SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void idleHelpersUseNoProcessor() throws InterruptedException {
    Workers.setThreads(3);
    checkLoop(30);
    Thread.sleep(100);
    long before = cpuNanosOfHelpers();
    Thread.sleep(100);
    long used = cpuNanosOfHelpers() - before;
    assertTrue(used < 5_000_000, used + " ns within 100 ms of idleness");
  }

  @Test
  void helpersEndWhenTheirNumberChanges() {
    for (int i = 0; i < 50; i++) {
      Workers.setThreads(2 + i % 3);
      checkLoop(8);
    }
    Workers.setThreads(1);
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          while (helpers().length > 0) {
            Thread.sleep(1);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1025, Integer.MAX_VALUE})
  void refusesANumberOfThreadsOutOfBounds(int threads) {
    var error = assertThrows(IllegalArgumentException.class, () -> Workers.setThreads(threads));
    assertEquals(
        "threads: expected 1 to 1024, got %d; this machine has %d processors"
            .formatted(threads, Runtime.getRuntime().availableProcessors()),
        error.getMessage());
    assertEquals(threadsBefore, Workers.threads());
  }

  private static long cpuNanosOfHelpers() {
    return Arrays.stream(helpers()).mapToLong(t -> THREADS.getThreadCpuTime(t.getId())).sum();
  }

  private static Thread[] helpers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("moments-worker-"))
        .toArray(Thread[]::new);
  }
}
