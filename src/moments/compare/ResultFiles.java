package moments.compare;

import static java.util.stream.Collectors.toMap;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import moments.plot.Curves;
import moments.plot.Report;
import moments.train.History;
import moments.train.Trainer;
import tech.tablesaw.api.Table;

/**
 * What a comparison leaves: {@code history.csv} after each test, {@code index.html} after a run.
 */
final class ResultFiles implements Trainer.Listener, AutoCloseable {
  private final Comparison comparison;
  private final History history = new History();
  private final CtrlC ctrlC = new CtrlC();
  private final PrintWriter screen;
  private final Path csv;
  private final Path page;
  private boolean csvSaved = true;
  private boolean pageSaved = true;

  ResultFiles(Comparison comparison, PrintWriter screen) {
    this.comparison = comparison;
    this.screen = screen;
    csv = comparison.out().resolve("history.csv");
    page = comparison.out().resolve("index.html");
  }

  History history() {
    return history;
  }

  @Override
  public void step(long step, double loss) {}

  @Override
  public void point(History.Point point) {
    csvSaved = save(() -> history.writeCsv(csv));
  }

  /** Leaves an earlier page alone while there is nothing to show. */
  void savePage() {
    if (history.points().isEmpty()) {
      return;
    }
    pageSaved = save(() -> report().write(page));
  }

  private Report report() {
    return new Report(
        comparison.title(),
        comparison.data().isSample() ? comparison.data().source() : "",
        summary(),
        closing(),
        Curves.all(history.table()),
        comparison.details());
  }

  /** A full disk must not end hours of training: the next point brings another try. */
  private boolean save(Runnable task) {
    try {
      ctrlC.undisturbed(task);
      return true;
    } catch (UncheckedIOException e) {
      screen.println(e.getMessage());
      screen.flush();
      return false;
    }
  }

  /** Whether the files hold all that was recorded. */
  boolean saved() {
    return csvSaved && pageSaved;
  }

  void show() {
    ctrlC.undisturbed(this::print);
  }

  private void print() {
    if (history.points().isEmpty()) {
      screen.println("Nothing was recorded, so %s stays as it was.".formatted(comparison.out()));
    } else {
      screen.println();
      screen.println(summary().printAll());
      screen.println();
      screen.println(closing());
      if (saved()) {
        screen.println("Curves: " + page);
        screen.println("Numbers: " + csv);
      }
    }
    screen.flush();
  }

  @Override
  public void close() {
    ctrlC.close();
  }

  private Table summary() {
    Map<String, Double> rates =
        comparison.rates().entrySet().stream()
            .collect(toMap(e -> e.getKey().name(), Map.Entry::getValue));
    return SummaryTable.of(history, rates);
  }

  private String closing() {
    return ResultSentence.of(
        history, comparison.epochs(), comparison.steps(), comparison.testImages());
  }
}
