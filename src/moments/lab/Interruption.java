package moments.lab;

import java.util.concurrent.TimeUnit;

/**
 * The wish to stop the running cell.
 *
 * <p>First the cell's thread is interrupted, and code that polls {@link Thread#interrupted()} may
 * end as it likes. After {@link #GRACE_NANOS} every loop written in a cell throws {@link Stop}.
 * What still runs after {@link #PATIENCE_NANOS} is in a loop of a library and is left alone.
 */
public final class Interruption {
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

  private static volatile boolean requested;
  private static volatile long since;

  private Interruption() {}

  /** Ends a loop of a cell; an error, so that {@code catch (Exception e)} lets it pass. */
  static final class Stop extends Error {
    private static final long serialVersionUID = 1;
  }

  static void request() {
    since = System.nanoTime();
    requested = true;
  }

  static void clear() {
    requested = false;
  }

  static boolean isRequested() {
    return requested;
  }

  static boolean isIgnored() {
    return requested && System.nanoTime() - since > PATIENCE_NANOS;
  }

  /** Called by every loop of a cell in each iteration; public, as the code of cells calls it. */
  public static void check() {
    if (requested && System.nanoTime() - since > GRACE_NANOS) {
      throw new Stop();
    }
  }
}
