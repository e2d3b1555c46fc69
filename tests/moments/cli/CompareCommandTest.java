package moments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import moments.parallel.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

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
            "step 3 training loss 2.3",
            "After one epoch, ",
            " of the 500 test images of the sample right.",
            "Curves: " + folder.resolve("index.html"))) {
      assertTrue(unwrapped(result.out()).contains(expected), expected + "\n" + result.out());
    }
    for (String line : result.out().replace(folder.toString(), "out").lines().toList()) {
      assertTrue(line.length() < 80, line);
    }
    assertTrue(result.err().startsWith("The data are a sample of CIFAR-10"), result.err());
    assertTrue(result.err().endsWith("\nAnother data folder: --data\n"), result.err());
    String page = Files.readString(folder.resolve("index.html"));
    assertTrue(page.contains("<h1>SGD, Adam on a sample of CIFAR-10</h1>"));
    assertTrue(page.contains("<p class=\"notice\">The data are a sample of CIFAR-10"));
  }

  @Test
  void validationLeavesTheTestImagesAlone() throws Exception {
    Terminal result = Terminal.compare(folder, "--validation", "200");
    assertEquals(0, result.code(), result.err());
    String right = " of the 200 validation images of the sample right.";
    assertTrue(unwrapped(result.out()).contains(right), result.out());
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
    assertTrue(result.out().contains(": stopped; try a lower learning rate"), result.out());
    assertTrue(unwrapped(result.out()).contains(" RMSProp diverged at step "), result.out());
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
  void helpNamesAllCommands() {
    String help = Terminal.run("--help").out();
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      boolean named = help.contains("\n  %-10s ".formatted(command));
      assertTrue(named || List.of("compare", "help").contains(command), command + "\n" + help);
    }
  }

  @Test
  void everyCommandHasItsVersion() {
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      if (!command.equals("help")) {
        assertEquals(Main.VERSION, Terminal.run(command, "--version").out().strip(), command);
      }
    }
  }

  @Test
  void aMemoryThatIsTooSmallIsToldWithWhatToDo() {
    @Command(name = "greedy")
    final class Greedy implements Runnable {
      @Override
      public void run() {
        throw new OutOfMemoryError("Java heap space");
      }
    }
    var err = new StringWriter();
    var cli = Main.commandLine().addSubcommand(new Greedy()).setErr(new PrintWriter(err));
    assertEquals(1, Main.run(cli, "greedy"));
    assertEquals(
        "Out of memory: Java may use %s MB of it (Java heap space). Allow more, as in"
                .formatted(Runtime.getRuntime().maxMemory() >> 20)
            + " MAVEN_OPTS=-Xmx4g, or use less, as with a smaller --batch.",
        unwrapped(err.toString()).strip());
  }

  @Test
  void aFileThatCannotBeWrittenIsToldBeforeTheTraining() throws Exception {
    Path csv = Files.createDirectories(folder.resolve("history.csv/full")).getParent();
    Terminal result = Terminal.compare(folder, "--optimizers", "sgd");
    assertEquals(2, result.code());
    assertEquals(
        """
        Cannot write %s: it is a folder, not a file; move it away or choose another folder
        Another folder for the results: --out
        """
            .formatted(csv),
        result.err().replace("\r", ""));
    assertEquals("", result.out());
  }

  @Test
  void theVersionIsThatOfThePom() throws Exception {
    String version = Terminal.run("--version").out().strip().replace("Moments ", "");
    assertTrue(Files.readString(Path.of("pom.xml")).contains("<version>" + version + "</version>"));
  }

  private static String unwrapped(String screen) {
    return screen.replaceAll("\\s+", " ");
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
