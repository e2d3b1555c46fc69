package moments.compare;

import static java.util.stream.Collectors.toMap;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import moments.plot.Curves;
import moments.plot.Report;
import moments.terminal.Screen;
import moments.train.History;
import moments.train.Trainer;
import tech.tablesaw.api.Table;

/**
 * What a comparison leaves: {@code history.csv} after each test, {@code index.html} after each run,
 * and a table and a sentence on the screen at the end.
 */
final class ResultFiles implements Trainer.Listener, AutoCloseable {
  private final Comparison comparison;
  private final History history = new History();
  private final CtrlC ctrlC = new CtrlC();
  private final PrintWriter screen;
  private final RunFolder folder;
  private boolean csvSaved = true;
  private boolean pageSaved = true;

  ResultFiles(Comparison comparison, PrintWriter screen) {
    this.comparison = comparison;
    this.screen = screen;
    this.folder = comparison.out();
  }

  History history() {
    return history;
  }

  @Override
  public void step(long step, double loss) {}

  @Override
  public void point(History.Point point) {
    csvSaved = save(() -> history.writeCsv(folder.csv()));
  }

  /** Writes the page, unless there is nothing to show yet. */
  void savePage() {
    if (history.points().isEmpty()) {
      return;
    }
    pageSaved = save(() -> report().write(folder.page()));
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

  /** A disk that fills up must not end hours of training: it is tried again at the next point. */
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

  /** Whether the files hold everything that was recorded. */
  boolean saved() {
    return csvSaved && pageSaved;
  }

  /** Prints the result and publishes its files, unless they would replace a finished result. */
  void show(boolean interrupted) {
    ctrlC.undisturbed(() -> print(interrupted));
  }

  private void print(boolean interrupted) {
    if (history.points().isEmpty()) {
      screen.println("Nothing was recorded, so %s stays as it was.".formatted(folder));
    } else {
      screen.println();
      // The rates are at the top of the screen, which the table has to fit.
      screen.println(summary().removeColumns(SummaryTable.RATE).printAll());
      screen.println();
      screen.println(Screen.wrap(closing()));
      if (saved()) {
        printPlaces(interrupted && folder.hasResult());
      }
    }
    screen.flush();
  }

  private void printPlaces(boolean keepEarlier) {
    if (keepEarlier) {
      screen.println("The earlier result in %s stays; this run is beside it:".formatted(folder));
      screen.println("Curves: " + folder.page());
      screen.println("Numbers: " + folder.csv());
    } else if (save(folder::publish)) {
      screen.println("Curves: " + folder.finished(folder.page()));
      screen.println("Numbers: " + folder.finished(folder.csv()));
    } else {
      pageSaved = false;
    }
  }

  @Override
  public void close() {
    folder.close();
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
