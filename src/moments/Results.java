package moments;

import static java.util.stream.Collectors.toMap;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import moments.plot.Curves;
import moments.plot.Report;
import moments.plot.Summary;
import moments.train.History;
import moments.train.Trainer;
import tech.tablesaw.api.Table;

/**
 * What a comparison leaves: {@code history.csv} after each test, {@code index.html} after a run.
 */
final class Results implements Trainer.Listener, AutoCloseable {
  private final Comparison comparison;
  private final History history = new History();
  private final CtrlC ctrlC = new CtrlC();
  private final Path csv;
  private final Path page;

  Results(Comparison comparison) {
    this.comparison = comparison;
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
    ctrlC.undisturbed(() -> history.writeCsv(csv));
  }

  /** Leaves an earlier page alone while there is nothing to show. */
  void savePage() {
    if (history.points().isEmpty()) {
      return;
    }
    Report report =
        new Report(
            comparison.title(),
            comparison.data().isSample() ? comparison.data().source() : "",
            summary(),
            closing(),
            Curves.all(history.table()),
            comparison.details());
    ctrlC.undisturbed(() -> report.write(page));
  }

  void show(PrintWriter screen) {
    if (history.points().isEmpty()) {
      screen.println(
          "Nothing was recorded, so the files in %s stay as they were.".formatted(csv.getParent()));
    } else {
      screen.println();
      screen.println(summary().printAll());
      screen.println();
      screen.println(closing());
      screen.println("Curves: " + page);
      screen.println("Numbers: " + csv);
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
    return Summary.of(history, rates);
  }

  private String closing() {
    return Closing.of(history, comparison.epochs(), comparison.steps(), comparison.testImages());
  }
}
