package moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import moments.kernel.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class CompareTest {
  private final Path folder;

  CompareTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void allThreads() {
    Workers.setThreads(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void allOptimizersStartFromTheSameWeightsAndBatches() {
    Terminal result = Terminal.compare(folder, "--eval-every", "1", "--seeds", "1,2");
    assertEquals(0, result.code(), result.err());
    Table points = Table.read().csv(folder.resolve("history.csv").toFile());
    assertEquals(2 * 3 * 3, points.rowCount());
    for (int from : List.of(0, 9)) {
      List<Double> first = Stream.of(0, 3, 6).map(i -> loss(points, i + from)).toList();
      assertEquals(List.of(first.get(0), first.get(0), first.get(0)), first);
    }
    assertFalse(loss(points, 0) == loss(points, 9), "seeds differ");
    assertFalse(loss(points, 1) == loss(points, 7), "optimizers differ");
  }

  @Test
  void showsAndSavesTheResult() throws Exception {
    Terminal result = Terminal.compare(folder, "--optimizers", "SGD,adam", "--lr", "adam=0.002");
    assertEquals(0, result.code(), result.err());
    for (String expected :
        List.of(
            "SGD, Adam on a sample of CIFAR-10",
            "12 to train on, the 500 test images of the sample",
            "tutorial, 62,006 parameters",
            "epochs 1, batch 4, steps 3",
            "sgd 0.001, adam 0.002",
            "  step       3  training loss 2.3",
            "After one epoch, ",
            " of the 500 test images of the sample right.",
            folder.resolve("index.html").toString())) {
      assertTrue(result.out().contains(expected), expected + "\n" + result.out());
    }
    assertTrue(result.err().contains("The data are a sample of CIFAR-10"), result.err());
    String page = Files.readString(folder.resolve("index.html"));
    assertTrue(page.contains("<h1>SGD, Adam on a sample of CIFAR-10</h1>"));
    assertTrue(page.contains("<p class=\"notice\">The data are a sample of CIFAR-10"));
  }

  @Test
  void theNumberOfThreadsChangesNothingButTheSeconds() {
    Terminal.compare(folder.resolve("one"), "--threads", "1", "--eval-every", "1");
    Terminal.compare(folder.resolve("two"), "--threads", "2", "--eval-every", "1");
    assertEquals(timeless("one"), timeless("two"));
  }

  @Test
  void aRunThatDivergesLeavesTheOthersAlone() {
    Terminal result =
        Terminal.compare(
            folder, "--optimizers", "rmsprop,sgd", "--lr", "rmsprop=1e30", "--eval-every", "1");
    assertEquals(0, result.code());
    assertTrue(result.out().contains(": stopped; try a lower --lr"), result.out());
    assertTrue(result.out().contains(" RMSProp diverged at step "), result.out());
    Table points = Table.read().csv(folder.resolve("history.csv").toFile());
    assertEquals(3, points.intColumn("step").max());
  }

  @Test
  void anInterruptBeforeTheFirstPointLeavesAnEarlierResultAlone() throws Exception {
    Path csv = Files.writeString(folder.resolve("history.csv"), "earlier");
    Path page = Files.writeString(folder.resolve("index.html"), "earlier");
    Thread.currentThread().interrupt();
    Terminal result = Terminal.compare(folder);
    assertEquals(130, result.code());
    assertFalse(Thread.interrupted());
    assertTrue(result.out().contains("Nothing was recorded, so " + folder), result.out());
    assertEquals("earlier", Files.readString(csv));
    assertEquals("earlier", Files.readString(page));
  }

  @Test
  void aFileThatCannotBeWrittenDoesNotEndTheTraining() throws Exception {
    Path csv = Files.createDirectories(folder.resolve("history.csv/full")).getParent();
    Terminal result = Terminal.compare(folder, "--optimizers", "sgd");
    assertEquals(2, result.code());
    assertTrue(result.out().contains("Cannot write " + csv), result.out());
    assertTrue(result.out().contains("After one epoch, SGD got"), result.out());
    assertTrue(Files.exists(folder.resolve("index.html")));
  }

  @Test
  void theVersionIsThatOfThePom() throws Exception {
    String version = Terminal.run("--version").out().strip().replace("Moments ", "");
    assertTrue(Files.readString(Path.of("pom.xml")).contains("<version>" + version + "</version>"));
  }

  private List<String> timeless(String name) {
    Table points = Table.read().csv(folder.resolve(name).resolve("history.csv").toFile());
    return points.removeColumns("seconds").write().toString("csv").lines().toList();
  }

  private static double loss(Table points, int row) {
    return points.doubleColumn("train_loss").getDouble(row);
  }
}
