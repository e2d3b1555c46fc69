package moments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import moments.parallel.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  private static final int STEP = 3;
  private static final int SECONDS = 5;
  private static final int TRAIN_LOSS = 6;

  private final Path folder;

  CompareCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void allThreads() {
    Workers.setThreads(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void allOptimizersStartFromTheSameWeightsAndBatches() throws Exception {
    Terminal result = Terminal.compare(folder, "--eval-every", "1", "--seeds", "1,2");
    assertEquals(0, result.code(), result.err());
    List<String[]> rows = rows(folder);
    assertEquals(2 * 3 * 3, rows.size());
    for (int from : List.of(0, 9)) {
      String loss = rows.get(from)[TRAIN_LOSS];
      assertEquals(loss, rows.get(from + 3)[TRAIN_LOSS]);
      assertEquals(loss, rows.get(from + 6)[TRAIN_LOSS]);
    }
    assertNotEquals(rows.get(0)[TRAIN_LOSS], rows.get(9)[TRAIN_LOSS], "seeds differ");
    assertNotEquals(rows.get(1)[TRAIN_LOSS], rows.get(7)[TRAIN_LOSS], "optimizers differ");
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
  void validationLeavesTheTestImagesAlone() throws Exception {
    Terminal result = Terminal.compare(folder, "--validation", "200");
    assertEquals(0, result.code(), result.err());
    String right = " of the 200 validation images of the sample right.";
    assertTrue(result.out().contains(right), result.out());
  }

  @Test
  void theNumberOfThreadsChangesNothingButTheSeconds() throws Exception {
    Terminal.compare(folder.resolve("one"), "--threads", "1", "--eval-every", "1");
    Terminal.compare(folder.resolve("two"), "--threads", "2", "--eval-every", "1");
    assertEquals(timeless("one"), timeless("two"));
  }

  @Test
  void aRunThatDivergesLeavesTheOthersAlone() throws Exception {
    Terminal result =
        Terminal.compare(
            folder, "--optimizers", "rmsprop,sgd", "--lr", "rmsprop=1e30", "--eval-every", "1");
    assertEquals(0, result.code());
    assertTrue(result.out().contains(": stopped; try a lower --lr"), result.out());
    assertTrue(result.out().contains(" RMSProp diverged at step "), result.out());
    List<String[]> rows = rows(folder);
    assertEquals("sgd", rows.get(rows.size() - 1)[0]);
    assertEquals("3", rows.get(rows.size() - 1)[STEP]);
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

  private List<String> timeless(String name) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String[] row : rows(folder.resolve(name))) {
      row[SECONDS] = "";
      lines.add(String.join(",", row));
    }
    return lines;
  }

  private static List<String[]> rows(Path folder) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("history.csv"));
    return lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
  }
}
