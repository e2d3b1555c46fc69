package moments.reproduce;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import moments.compare.CtrlC;
import moments.compare.DataNote;
import moments.compare.RunFolder;
import moments.data.Cifar10;
import moments.data.Dataset;
import moments.terminal.Screen;

/**
 * The experiment of the Adam paper's Figure 3 in a folder, worked off by any number of processes.
 *
 * <p>Each run has a folder of its own there, with its costs and its last checkpoint, and goes on
 * from it whenever it is needed for more epochs.
 */
public final class Figure3 {
  /** The file in the folder with every epoch of every run. */
  public static final String TABLE = "figure3.csv";

  private static final long PATIENCE_SECONDS = 10;
  private static final double HOUR = 3600;

  private final Path folder;
  private final PrintWriter out;
  private final KnownCosts known;
  private final Figure3Plan plan;
  private final Figure3Page page;
  private final Training training;

  /**
   * The experiment in {@code folder}.
   *
   * @param images to train on, the first ones
   * @param known what is not trained again, except to take a run further
   * @throws ReproductionException if {@code folder} or {@code known} has an experiment with other
   *     images, or {@code folder} a table that would be lost
   */
  public Figure3(
      Figure3Settings settings,
      Cifar10 data,
      int images,
      Path folder,
      KnownCosts known,
      Duration checkpointEvery,
      PrintWriter out) {
    this.folder = folder;
    this.known = known;
    this.out = out;
    plan = new Figure3Plan(settings, this::costs);
    page = new Figure3Page(plan, folder);
    Input inputs = new Input(data, folder, out);
    Dataset train = data.train().limit(images);
    training = new Training(train, data.test(), inputs, known, checkpointEvery, this::say);
    known.requireMeasuredOn(DataNote.of(train));
    requireNothingIsLost();
    DataNote.require(folder, train, ReproductionException::new);
  }

  /** Refuses to write over a table with epochs that are neither known nor in a run's folder. */
  private void requireNothingIsLost() {
    if (Files.exists(page.csv())) {
      KnownCosts.table(page.csv()).forEach(this::requireKept);
    }
  }

  private void requireKept(Run run, Costs costs) {
    if (costs(run).size() < costs.size()) {
      throw new ReproductionException(
          ("%s has epochs up to %s of %s that nothing else here has; rename it (what is known can"
                  + " be taken from it) or choose another folder")
              .formatted(page.csv(), costs.size(), run.id()));
    }
  }

  private Costs costs(Run run) {
    Costs earlier = known.of(run);
    Costs own = trained(run);
    own.epochs().forEach(epoch -> known.requireSame(run, epoch));
    return own.size() < earlier.size() ? earlier : own;
  }

  private Costs trained(Run run) {
    return Costs.read(folder(run));
  }

  private Path folder(Run run) {
    return folder.resolve("runs").resolve(run.id());
  }

  /** Trains until nothing is left to do; returns the exit code. */
  public int run() {
    return CtrlC.duringWork(this::train, out);
  }

  private int train() throws InterruptedException {
    boolean trained = true;
    for (List<Figure3Plan.Task> tasks = plan.next(); !tasks.isEmpty(); tasks = plan.next()) {
      if (trained) {
        say(left());
      }
      trained = trainOne(tasks);
      if (trained) {
        write();
      } else {
        TimeUnit.SECONDS.sleep(PATIENCE_SECONDS); // Others are at all of them.
      }
    }
    return show();
  }

  /** Writes the page of what is there; returns the exit code. */
  public int show() {
    write();
    say("The figure: " + folder.resolve("index.html"));
    return 0;
  }

  private void write() {
    requireNothingIsLost();
    page.write();
  }

  /** How much is left, and how long that takes one process at the speed so far. */
  private String left() {
    int epochs = plan.epochsLeft(run -> trained(run).size());
    List<Costs> measured = plan.runs().stream().map(this::trained).toList();
    int done = measured.stream().mapToInt(Costs::size).sum();
    if (done == 0) {
      return "%s epochs are left; the first will tell how long they take.".formatted(epochs);
    }
    double each = measured.stream().mapToDouble(Costs::seconds).sum() / done;
    return String.format(
        Locale.ROOT,
        "%d epochs are left, %.1f hours at %.0f s an epoch.",
        epochs,
        epochs * each / HOUR,
        each);
  }

  /** Takes the first that nobody else is at; returns whether there was one. */
  private boolean trainOne(List<Figure3Plan.Task> tasks) throws InterruptedException {
    for (Figure3Plan.Task task : tasks) {
      Path place = folder(task.run());
      try (RunFolder claimed = RunFolder.claim(place)) {
        training.run(task.run(), task.epoch(), place, claimed);
        return true;
      } catch (RunFolder.TakenException e) {
        // The next one may be free.
      }
    }
    return false;
  }

  private void say(String line) {
    out.println(Screen.clear() + line);
    out.flush();
  }
}
