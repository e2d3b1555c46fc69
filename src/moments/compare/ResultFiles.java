package moments.compare;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moments.checkpoint.Safetensors;
import moments.plot.Curves;
import moments.plot.Report;
import moments.terminal.Screen;
import moments.train.Checkpoints;
import moments.train.History;
import moments.train.Output;
import moments.train.Trainer;
import moments.train.TrainerState;
import tech.tablesaw.api.Table;

/**
 * What a comparison leaves: {@code history.csv} after each test, {@code index.html} and the weights
 * after each run, checkpoints on the way, and a table and a sentence on the screen at the end.
 */
final class ResultFiles implements Trainer.Listener, AutoCloseable {
  private final Comparison comparison;
  private final History history = new History();
  private final CtrlC ctrlC = new CtrlC();
  private final PrintWriter screen;
  private final RunFolder folder;
  private final Checkpoints checkpoints;
  private boolean csvSaved = true;
  private boolean pageSaved = true;
  private boolean weightsSaved = true;

  ResultFiles(Comparison comparison, PrintWriter screen) {
    this.comparison = comparison;
    this.screen = screen;
    this.folder = comparison.out();
    this.checkpoints =
        new Checkpoints(
            folder.checkpoints(), comparison.saving().every(), comparison.settings(), this::notice);
  }

  /** The run to go on with; empty for a new start, because it was asked for or for want of one. */
  Optional<TrainerState> savedRun() {
    Optional<TrainerState> saved =
        comparison.saving().resume() ? checkpoints.newest() : Optional.empty();
    if (saved.isEmpty()) {
      folder.takeOverFromAKilledRun();
    }
    if (saved.isEmpty() && comparison.saving().resume()) {
      notice("There is no unfinished run in %s; this one starts anew.".formatted(folder));
    }
    return saved;
  }

  /** Puts {@code trainer} where {@code saved} was, and the recorded points with it. */
  void resume(Trainer trainer, TrainerState saved) {
    trainer.resume(saved);
    csvSaved = save(() -> history.writeCsv(folder.csv()));
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

  @Override
  public void settled(Trainer trainer) {
    checkpoints.settled(trainer);
  }

  /** Saves what a run has come to; after an interrupt, so that it can go on. */
  void runEnded(Trainer trainer, String optimizer, long seed, Trainer.End end) {
    boolean finished = end == Trainer.End.FINISHED;
    if (finished) {
      weightsSaved &= save(() -> writeWeights(trainer, folder.weights(optimizer, seed)));
    }
    // A run that is stopped before its first checkpoint leaves the one of an earlier run alone.
    boolean stoppedEarly = end == Trainer.End.INTERRUPTED && !checkpoints.hasOwn();
    if (!stoppedEarly || checkpoints.isEmpty()) {
      checkpoints.save(trainer);
    }
    if (!history.points().isEmpty()) {
      pageSaved = save(() -> report().write(folder.page()));
    }
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

  private static void writeWeights(Trainer trainer, Path file) {
    try {
      Safetensors.write(file, trainer.weights(), Map.of());
    } catch (IOException e) {
      throw Output.failure(file, e);
    }
  }

  /** A disk that fills up must not end hours of training: it is tried again at the next point. */
  private boolean save(Runnable task) {
    try {
      ctrlC.undisturbed(task);
      return true;
    } catch (UncheckedIOException e) {
      notice(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void notice(String sentence) {
    screen.println(Screen.wrap(sentence));
    screen.flush();
  }

  /** Whether the files hold everything that was recorded. */
  boolean saved() {
    return csvSaved && pageSaved && weightsSaved;
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
        printPlaces(interrupted);
      }
    }
    if (folder.hasCheckpoint()) {
      screen.println(comparison.saving().howToGoOn());
    }
    screen.flush();
  }

  private void printPlaces(boolean interrupted) {
    if (interrupted) {
      screen.println(
          folder.hasResult()
              ? "The earlier result in %s stays; this run is beside it:".formatted(folder)
              : "The run is unfinished; what it has recorded is here:");
      screen.println("Curves: " + folder.page());
      screen.println("Numbers: " + folder.csv());
    } else if (save(() -> folder.publish(weightFiles()::contains))) {
      checkpoints.clear();
      screen.println("Curves: " + folder.finished(folder.page()));
      screen.println("Numbers: " + folder.finished(folder.csv()));
      printWeights(weightFiles());
    } else {
      pageSaved = false;
    }
  }

  private void printWeights(List<String> files) {
    if (!files.isEmpty()) {
      String name = files.size() == 1 ? files.get(0) : RunFolder.ALL_WEIGHTS;
      screen.println("Weights: %s/%s".formatted(folder, name));
    }
  }

  /** Those of the runs that came to their end. */
  private List<String> weightFiles() {
    LastPoints runs = LastPoints.of(history, comparison.steps());
    return runs.optimizers().stream()
        .flatMap(optimizer -> runs.finished(optimizer).stream())
        .map(p -> RunFolder.weightsName(p.optimizer(), p.seed()))
        .toList();
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
    return SummaryTable.of(history, comparison.steps(), rates);
  }

  private String closing() {
    return ResultSentence.of(
        history, comparison.epochs(), comparison.steps(), comparison.testImages());
  }
}
