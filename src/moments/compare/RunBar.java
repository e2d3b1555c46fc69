package moments.compare;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import moments.terminal.Screen;
import moments.train.Trainer;

/** The steps of many runs as one bar. */
public final class RunBar implements Trainer.Listener, AutoCloseable {
  private final ProgressBar bar;
  private long before;

  /** A bar called {@code name}, of so many steps, of which some were done at another time. */
  public RunBar(String name, long done, long steps) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("  " + name)
            .setInitialMax(steps)
            .startsFrom(done, Duration.ZERO)
            .setConsumer(Screen.bars())
            .build();
  }

  /** The next run begins; all earlier ones, also those that ended early, have so many steps. */
  public void begin(long stepsBefore) {
    before = stepsBefore;
    bar.stepTo(before);
  }

  @Override
  public void step(long step, double loss) {
    bar.stepTo(before + step);
  }

  @Override
  public void close() {
    bar.close();
  }
}
