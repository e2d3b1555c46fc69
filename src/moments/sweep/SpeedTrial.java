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

  private Progress begun = new Progress(0, 0, 0, 0, 0);
  private Progress end = begun;

  @Override
  public void step(long step, double loss) {}

  @Override
  public void settled(Trainer trainer) {
    end = trainer.progress();
    if (end.nanoseconds() < SECOND) {
      begun = end;
    } else if (end.nanoseconds() > 2 * SECOND && end.step() - begun.step() >= ENOUGH) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long so many steps take; a run that was over in the first second counts as a whole. */
  Duration of(long steps) {
    boolean over = end.equals(begun);
    long nanos = end.nanoseconds() - (over ? 0 : begun.nanoseconds());
    long timed = end.step() - (over ? 0 : begun.step());
    return Duration.ofNanos(nanos * steps / Math.max(1, timed));
  }
}
