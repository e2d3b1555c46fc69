package moments.reproduce;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import moments.compare.CtrlC;
import moments.compare.DataNote;
import moments.compare.RunBar;
import moments.compare.RunFolder;
import moments.data.Cifar10;
import moments.data.DataLoader;
import moments.data.Dataset;
import moments.nn.Nets;
import moments.nn.Sequential;
import moments.plot.Report;
import moments.reproduce.Figure4Results.Cost;
import moments.reproduce.Figure4Results.Trial;
import moments.terminal.Screen;
import moments.train.History;
import moments.train.Trainer;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * The question of the Adam paper's Figure 4, does the correction of the bias matter, asked of the
 * tutorial's net: one epoch with each β₁, β₂ and α, with the correction and without.
 */
public final class Figure4 {
  private static final int BATCH = 4;
  private static final int EVALUATED = 2_000;
  private static final int EVALUATION_BATCH = 100;

  private final Dataset images;
  private final List<Long> seeds;
  private final Path folder;
  private final PrintWriter out;

  /** The experiment with so many training images, in {@code folder}, where its table grows. */
  public Figure4(Cifar10 data, int images, List<Long> seeds, Path folder, PrintWriter out) {
    this.images = data.train().limit(images);
    this.seeds = List.copyOf(seeds);
    this.folder = folder;
    this.out = out;
  }

  /** Trains what the table does not have yet; returns the exit code. */
  public int run() {
    try (RunFolder claimed = RunFolder.claim(folder)) {
      DataNote.require(folder, images, ReproductionException::new);
      return CtrlC.duringWork(this::train, out);
    }
  }

  private int train() throws InterruptedException {
    Figure4Results results = new Figure4Results(folder);
    List<Trial> all = seeds.stream().flatMap(Trial::all).toList();
    List<Trial> left = all.stream().filter(trial -> !results.has(trial)).toList();
    out.printf("%s trainings are to do.%n", left.size());
    out.flush();
    long steps = (images.size() + BATCH - 1) / BATCH;
    long done = all.size() - left.size();
    try (RunBar bar = new RunBar("figure 4", done * steps, all.size() * steps)) {
      for (Trial trial : left) {
        bar.begin(done++ * steps);
        results.add(trial, train(trial, bar));
      }
    }
    writePage();
    return 0;
  }

  private void writePage() {
    CsvReadOptions csv = CsvReadOptions.builder(Figure4Results.file(folder).toFile()).build();
    Table all = Table.read().usingOptions(csv);
    String[] asked = seeds.stream().map(String::valueOf).toArray(String[]::new);
    Table ours = all.where(all.column("seed").asStringColumn().isIn(asked));
    Figure4Curves curves = new Figure4Curves(ours);
    String medians =
        seeds.size() == 1 ? "One seed" : "The medians of %s seeds".formatted(seeds.size());
    Path page = folder.resolve("index.html");
    new Report(
            "Figure 4 of the Adam paper, asked of another net",
            "",
            curves.best(),
            "%s, after one epoch of %s images in batches of %s."
                .formatted(medians, images.size(), BATCH),
            Figure4Results.BETA1.stream()
                .flatMap(
                    beta1 ->
                        Figure4Results.BETA2.stream()
                            .map(beta2 -> curves.chart(beta1, beta2).figure()))
                .toList(),
            Map.of("Net", "the tutorial's"))
        .write(page);
    out.println("The figure: " + page);
    out.flush();
  }

  private Cost train(Trial trial, RunBar bar) throws InterruptedException {
    Sequential net = Nets.tutorial(trial.seed());
    Dataset some = images.limit(Math.min(EVALUATED, images.size()));
    Trainer trainer =
        new Trainer(
                net,
                trial.optimizer(net.parameters()),
                new DataLoader(images, BATCH, trial.seed()),
                DataLoader.inOrder(some, EVALUATION_BATCH))
            .evaluateEvery(Integer.MAX_VALUE)
            .listen(bar);
    if (trainer.run(1).end() == Trainer.End.INTERRUPTED) {
      throw new InterruptedException();
    }
    History.Point end = trainer.history().points().get(0);
    out.printf(
        Locale.ROOT,
        "%sβ₁ %-3s  β₂ %-6s  α %-7s  %s  cost %.3f, evaluated %.3f%n",
        Screen.clear(),
        trial.beta1(),
        trial.beta2(),
        Run.plain(trial.lr()),
        trial.corrected() ? "corrected  " : "uncorrected",
        end.trainLoss(),
        end.testLoss());
    out.flush();
    return new Cost(end.trainLoss(), end.testLoss());
  }
}
