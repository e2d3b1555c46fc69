package moments.sweep;

import java.time.Duration;
import moments.train.Progress;
import moments.train.Trainer;

/**
 * Trains for two seconds, of which the second counts, as in the first the JVM compiles; then the
 * thread is interrupted.
 */
final class SpeedTrial implements Trainer.Listener {
  private static final long SECOND = 1_000_000_000;

  /** Fewer steps do not tell how long one takes where other processes compute too. */
  private static final int ENOUGH = 100;

  private Progress begun = Progress.NONE;
  private Progress end = begun;
  private boolean over;

  @Override
  public void step(long step, double loss) {}

  @Override
  public void settled(Trainer trainer) {
    end = trainer.progress();
    if (end.nanoseconds() < SECOND) {
      begun = end;
    } else if (end.nanoseconds() > 2 * SECOND && end.step() - begun.step() >= ENOUGH) {
      over = true;
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it has interrupted the thread. */
  boolean isOver() {
    return over;
  }

  /** How long so many steps take; a run that was over in the first second counts as a whole. */
  Duration of(long steps) {
    Progress from = end.equals(begun) ? Progress.NONE : begun;
    long nanos = end.nanoseconds() - from.nanoseconds();
    long timed = end.step() - from.step();
    return Duration.ofNanos(nanos * steps / Math.max(1, timed));
  }
}
