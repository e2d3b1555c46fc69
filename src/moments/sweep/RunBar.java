package moments.sweep;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import moments.terminal.Screen;
import moments.train.Trainer;

/** The steps of many runs as one bar. */
public final class RunBar implements Trainer.Listener, AutoCloseable {
  private final ProgressBar bar;

  /** A bar called {@code name}, of so many steps. */
  public RunBar(String name, long steps) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("  " + name)
            .setInitialMax(steps)
            .setConsumer(Screen.bars())
            .build();
  }

  @Override
  public void step(long step, double loss) {
    bar.step();
  }

  @Override
  public void close() {
    bar.close();
  }
}
