package moments.compare;

import java.io.Console;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import moments.train.History;
import moments.train.Trainer;

/** Shows one run: a line for each evaluation and, on a terminal, a progress bar below. */
final class ProgressDisplay implements Trainer.Listener, AutoCloseable {
  private static final int WIDTH = 80;
  private static final int STEPS_BETWEEN_MESSAGES = 50;
  private static final boolean TERMINAL = terminal();

  /** Takes away the bar before a line. */
  private static final String CLEAR = TERMINAL ? "\r\u001b[K" : "";

  private final PrintWriter out;
  private final ProgressBar bar;
  private final int batch;
  private final long total;
  private double seconds;
  private long images;

  /** A run of {@code total} images, {@code batch} at a time. */
  ProgressDisplay(PrintWriter out, String title, long total, int batch) {
    this.out = out;
    this.total = total;
    this.batch = batch;
    out.println(title);
    out.flush();
    bar =
        new ProgressBarBuilder()
            .setTaskName("  training")
            .setInitialMax(total)
            .setUnit(" images", 1)
            .showSpeed(new DecimalFormat("#,##0"))
            .setConsumer(
                TERMINAL
                    ? new ConsoleProgressBarConsumer(System.err)
                    : new DelegatingProgressBarConsumer(line -> {}, WIDTH))
            .build();
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
        "%s  step %,7d  training loss %.3f  test loss %.3f  test accuracy %4.1f %%  %,.0f images/s%n",
        CLEAR,
        point.step(),
        point.trainLoss(),
        point.testLoss(),
        100 * point.testAccuracy(),
        speed);
    out.flush();
  }

  /** Says why, if the run did not finish. */
  void end(Trainer.Result result) {
    String why =
        switch (result.end()) {
          case FINISHED -> "";
          case DIVERGED -> "the loss is %s: stopped; try a lower --lr".formatted(result.loss());
          case INTERRUPTED -> "interrupted";
        };
    if (!why.isEmpty()) {
      out.printf(Locale.ROOT, "%s  step %,7d  %s%n", CLEAR, result.step(), why);
      out.flush();
    }
  }

  @Override
  public void close() {
    bar.close();
  }

  private static boolean terminal() {
    return Optional.ofNullable(System.console()).map(ProgressDisplay::isTerminal).orElse(false);
  }

  /** Before JDK 22 a console is always a terminal; from then on one has to ask. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
