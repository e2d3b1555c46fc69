package moments.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import moments.plot.Curves;
import moments.plot.Curves.Quantity;
import moments.plot.Palette;
import moments.train.History;
import moments.train.Trainer;
import tech.tablesaw.plotly.components.Figure;

/**
 * Training that one can watch: in a notebook a progress bar and curves that grow, elsewhere a line
 * of text for each epoch.
 *
 * <pre>{@code
 * LiveTraining live = new LiveTraining(Quantity.TEST_ACCURACY);
 * live.run("adam", 1, new Trainer(net, adam, train, test), 2);
 * live.figure()
 * }</pre>
 *
 * <p>When the cell is interrupted, what was recorded stays, and the runs that it would still have
 * made end at once.
 */
public final class LiveTraining {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Quantity quantity;
  private final History history = new History();
  private final List<String> lines = new ArrayList<>();
  private Optional<LivePlot> plot = Optional.empty();

  /** No runs yet; the curves will show {@code quantity} by step. */
  public LiveTraining(Quantity quantity) {
    this.quantity = quantity;
  }

  /**
   * Trains for {@code epochs} epochs and records under this name and seed.
   *
   * @param name an optimizer's, {@code adam}, which gives the curve its colour
   * @param trainer a new one
   */
  public Trainer.Result run(String name, long seed, Trainer trainer, int epochs) {
    if (plot.isEmpty() && Display.isNotebook()) {
      plot = Optional.of(new LivePlot());
    }
    Run run = new Run(Palette.of(name).label(), trainer, epochs);
    Trainer.Result result = trainer.recordTo(history, name, seed).listen(run).run(epochs);
    switch (result.end()) {
      case FINISHED -> {}
      case DIVERGED -> say(run.label + ": stopped, as the loss is " + result.loss());
      case INTERRUPTED -> {
        if (result.step() > 0) {
          say(String.format(Locale.ROOT, "%s: interrupted at step %,d", run.label, result.step()));
        }
        Thread.currentThread().interrupt();
      }
    }
    return result;
  }

  /** What all runs recorded. */
  public History history() {
    return history;
  }

  /** The curves as they are now; in a notebook they replace those that grew. */
  public Figure figure() {
    plot.ifPresent(live -> live.end(text()));
    plot = Optional.empty();
    lines.clear();
    return figure(quantity);
  }

  /** Other curves of the same runs. */
  public Figure figure(Quantity other) {
    return Curves.of(history.table(), Quantity.STEP, other);
  }

  private String text() {
    return String.join("\n", lines);
  }

  private void say(String line) {
    lines.add(line);
    if (plot.isEmpty()) {
      System.out.println(line);
    }
  }

  /** Listens to one run. */
  private final class Run implements Trainer.Listener {
    private final String label;
    private final int stepsPerEpoch;
    private final long steps;
    private final double batch;
    private long shown;
    private long start = System.nanoTime();
    private long startStep;
    private double speed;
    private double lossSum;
    private int losses;

    Run(String label, Trainer trainer, int epochs) {
      this.label = label;
      stepsPerEpoch = trainer.stepsPerEpoch();
      steps = (long) epochs * stepsPerEpoch;
      batch = (double) trainer.imagesPerEpoch() / stepsPerEpoch;
    }

    @Override
    public void step(long step, double loss) {
      lossSum += loss;
      losses++;
      long now = System.nanoTime();
      speed = (step - startStep) * batch / (now - start) * 1e9;
      if (now - shown >= PAUSE_NANOS) {
        shown = now;
        plot.ifPresent(live -> live.update(step, steps, state(step), figure(quantity), text()));
        lossSum = 0;
        losses = 0;
      }
    }

    private String state(long step) {
      String format = "%-15s step %,d of %,d   loss %.3f   %,.0f images/s";
      return String.format(Locale.ROOT, format, label, step, steps, lossSum / losses, speed);
    }

    /** Time spent on tests does not count towards the speed. */
    @Override
    public void point(History.Point point) {
      start = System.nanoTime();
      startStep = point.step();
      if (point.step() % stepsPerEpoch == 0) {
        String format =
            "%-15s epoch %d   training loss %.3f   test accuracy %4.1f %%   %,.0f images/s";
        say(
            String.format(
                Locale.ROOT,
                format,
                label,
                point.epoch(),
                point.trainLoss(),
                100 * point.testAccuracy(),
                speed));
      }
    }
  }
}
