package moments.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import moments.data.Cifar10;
import moments.data.DataLoader;
import moments.fetch.Storage;
import moments.nn.Sequential;
import moments.optim.Adam;
import moments.optim.Optimizers;
import moments.optim.Schedule;
import moments.train.History;
import moments.train.Trainer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lesson 12 quotes from its recordings is what the library computes today. */
class RecordingsTest {
  private static final String LESSON = "lessons/12-adam-or-sgd/";
  private static final String STALE =
      " does not follow from the library any more; to record anew: bash " + LESSON + "record.sh";
  private static final int TEST_BATCH = 100;
  private static final int VALIDATION = 10_000;

  /** A run, by the first columns of a recording. */
  private record Run(int batch, double lr, String optimizer, long seed) {
    boolean isIn(String row) {
      String[] cells = row.split(",", -1);
      return cells[0].equals(String.valueOf(batch))
          && Double.parseDouble(cells[1]) == lr
          && cells[2].equals(optimizer)
          && cells[3].equals(String.valueOf(seed));
    }
  }

  private final Path folder;

  RecordingsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource({
    "4, 0.001, sgd", "4, 0.001, momentum", "4, 0.001, adam",
    "128, 0.3, sgd", "128, 0.03, momentum", "128, 0.003, adam"
  })
  void theSample(int batch, double lr, String optimizer) throws Exception {
    Run run = new Run(batch, lr, optimizer, 1);
    List<String> rows = recorded("sample.csv", run);
    assertEquals(rows, computed(run, Cifar10.sample(), rows), "sample.csv" + STALE);
  }

  /** The first test of a run of each kind, where CIFAR-10 is at hand. */
  @ParameterizedTest
  @CsvSource({
    "history.csv, 4, 0.001, adam, 1",
    "history.csv, 4, 0.001, sgd, 10",
    "history.csv, 128, 0.03, momentum, 1",
    "rates.csv, 128, 0.3, sgd, 101",
    "rates.csv, 4, 0.001, adam, 103"
  })
  void theWholeData(String file, int batch, double lr, String optimizer, long seed)
      throws Exception {
    Cifar10 data = Cifar10.load(new Storage(Storage.home(), false, true, notice -> {}));
    Assumptions.assumeFalse(data.isSample(), "no CIFAR-10 here to train on");
    Run run = new Run(batch, lr, optimizer, seed);
    List<String> first = recorded(file, run).subList(0, 1);
    Cifar10 used = file.equals("rates.csv") ? data.validating(VALIDATION) : data;
    assertEquals(first, computed(run, used, first), file + STALE);
  }

  /** The first test of a run of the race with everything tuned, where CIFAR-10 is at hand. */
  @ParameterizedTest
  @CsvSource({"constant, 12", "decaying, 20"})
  void theRace(String rate, long seed) throws Exception {
    Cifar10 data = Cifar10.load(new Storage(Storage.home(), false, true, notice -> {}));
    Assumptions.assumeFalse(data.isSample(), "no CIFAR-10 here to train on");
    String start = "%s,adam,1,%s,".formatted(rate, seed);
    String first =
        rows("race.csv").stream().filter(row -> row.startsWith(start)).findFirst().orElseThrow();
    String[] cells = first.split(",", -1);
    int images = data.train().size() - 5_000;
    Sequential net = NetChoice.TUTORIAL.create(seed);
    Schedule lr =
        rate.equals("constant") ? Schedule.constant(0.001) : Schedule.cosine(0.001, images / 2);
    History history = new History();
    new Trainer(
            net,
            new Adam(net.parameters(), lr, 0.9, 0.999, 1e-8),
            new DataLoader(
                data.train().limit(images), 4, true, seed, NetChoice.TUTORIAL.normalize()),
            new DataLoader(data.test(), TEST_BATCH, false, 0, NetChoice.TUTORIAL.normalize()))
        .recordTo(history, "adam", seed)
        .evaluateEvery(Integer.parseInt(cells[4]))
        .listen(
            (step, loss) -> {
              if (step > Long.parseLong(cells[4])) {
                Thread.currentThread().interrupt();
              }
            })
        .run(1);
    assertEquals(
        Double.parseDouble(cells[6]), history.points().get(0).testAccuracy(), 5e-5, first + STALE);
  }

  @Test
  void everyRateOfTheHistoryWasTried() throws IOException {
    List<String> tried = rows("rates.csv").stream().map(RecordingsTest::rate).toList();
    for (String row : rows("history.csv")) {
      assertTrue(tried.contains(rate(row)), "rates.csv has no " + rate(row));
    }
  }

  private static String rate(String row) {
    String[] cells = row.split(",", -1);
    return "%s with %s in batches of %s".formatted(cells[2], cells[1], cells[0]);
  }

  private static List<String> recorded(String file, Run run) throws IOException {
    List<String> rows = rows(file).stream().filter(run::isIn).toList();
    assertTrue(!rows.isEmpty(), () -> "%s has no %s".formatted(file, run));
    return rows;
  }

  private static List<String> rows(String file) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(LESSON + file));
    return lines.subList(1, lines.size());
  }

  /** The run up to the last of {@code rows}, as the main job does it, with rows like them. */
  private List<String> computed(Run run, Cifar10 data, List<String> rows) throws IOException {
    long last = step(rows.get(rows.size() - 1));
    Sequential net = NetChoice.TUTORIAL.create(run.seed());
    DataLoader train =
        new DataLoader(data.train(), run.batch(), true, run.seed(), NetChoice.TUTORIAL.normalize());
    DataLoader test =
        new DataLoader(data.test(), TEST_BATCH, false, 0, NetChoice.TUTORIAL.normalize());
    History history = new History();
    new Trainer(
            net, Optimizers.named(run.optimizer()).create(net.parameters(), run.lr()), train, test)
        .recordTo(history, run.optimizer(), run.seed())
        .evaluateEvery((int) step(rows.get(0)))
        .listen(
            (step, loss) -> {
              if (step > last) {
                Thread.currentThread().interrupt();
              }
            })
        .run(Integer.parseInt(rows.get(rows.size() - 1).split(",", -1)[4]));
    Path csv = folder.resolve("history.csv");
    history.writeCsv(csv);
    String start = rows.get(0).split(",", -1)[1];
    return Files.readAllLines(csv).stream()
        .skip(1)
        .limit(rows.size())
        .map(row -> "%s,%s,%s".formatted(run.batch(), start, withoutSeconds(row)))
        .toList();
  }

  private static long step(String row) {
    return Long.parseLong(row.split(",", -1)[5]);
  }

  private static String withoutSeconds(String row) {
    return row.replaceFirst("^((?:[^,]*,){5})[^,]*,", "$1");
  }
}
