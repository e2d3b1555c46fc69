package moments.compare;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import moments.terminal.Screen;
import moments.train.History;
import moments.train.Progress;
import moments.train.Trainer;

/** Shows one run in 80 columns: a line for each evaluation and, on a terminal, a bar below. */
final class ProgressDisplay implements Trainer.Listener, AutoCloseable {
  private static final int STEPS_BETWEEN_MESSAGES = 50;

  /** The first steps are slow, as the JVM has yet to compile them, and predict nothing. */
  private static final Duration BEFORE_AN_ESTIMATE = Duration.ofSeconds(3);

  private final PrintWriter out;
  private final ProgressBar bar;
  private final int batch;
  private final long total;
  private double seconds;
  private long images;

  /** A run of {@code total} images, {@code batch} at a time, of which some were seen before. */
  ProgressDisplay(PrintWriter out, String title, Progress before, long total, int batch) {
    this.out = out;
    this.images = before.images();
    this.seconds = before.nanoseconds() / 1e9;
    this.total = total;
    this.batch = batch;
    out.println(title);
    if (before.step() > 0) {
      out.printf(Locale.ROOT, "  step %,6d  taken up again%n", before.step());
    }
    out.flush();
    bar =
        new ProgressBarBuilder()
            .setTaskName("  training")
            .setInitialMax(total)
            .startsFrom(before.images(), Duration.ZERO)
            .setEtaFunction(ProgressDisplay::remaining)
            .setConsumer(Screen.bars())
            .build();
  }

  private static Optional<Duration> remaining(ProgressState state) {
    Duration elapsed = state.getElapsedAfterStart();
    long done = state.getCurrent() - state.getStart();
    if (done == 0 || elapsed.compareTo(BEFORE_AN_ESTIMATE) < 0) {
      return Optional.empty();
    }
    double rest = (double) (state.getMax() - state.getCurrent()) / done;
    return Optional.of(Duration.ofMillis((long) (rest * elapsed.toMillis())));
  }

  @Override
  public void step(long step, double loss) {
    bar.stepTo(Math.min(total, step * batch));
    if (step % STEPS_BETWEEN_MESSAGES == 0) {
      bar.setExtraMessage(String.format(Locale.ROOT, " loss %.3f", loss));
    }
  }

  @Override
  public void point(History.Point point) {
    double speed = (point.images() - images) / (point.seconds() - seconds);
    images = point.images();
    seconds = point.seconds();
    if (Double.isNaN(point.testLoss())) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s  step %,6d  training loss %.3f  test loss %.3f  accuracy %4.1f %%  %,.0f/s%n",
        Screen.clear(),
        point.step(),
        point.trainLoss(),
        point.testLoss(),
        100 * point.testAccuracy(),
        speed);
    out.flush();
  }

  /** Says why a run did not finish. */
  void end(Trainer.Result result) {
    String why =
        switch (result.end()) {
          case FINISHED -> "";
          case DIVERGED ->
              "the loss is %s: stopped; try a lower learning rate".formatted(result.loss());
          case INTERRUPTED -> "interrupted";
        };
    if (!why.isEmpty()) {
      out.printf(Locale.ROOT, "%s  step %,6d  %s%n", Screen.clear(), result.step(), why);
      out.flush();
    }
  }

  @Override
  public void close() {
    bar.close();
  }
}
