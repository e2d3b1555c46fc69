package moments.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import moments.compare.RunFolder;
import moments.data.Cifar10;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Figure3Test {
  private static final Cifar10 SAMPLE = Cifar10.sample();
  private static final Cifar10 TINY =
      new Cifar10(SAMPLE.train().limit(8), SAMPLE.test().limit(4), true, "a few images");

  private final Path folder;

  Figure3Test(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void anInterruptedRunGoesOnWithTheSameCosts() throws Exception {
    Run run = new Run("channels", "nesterov", 0.9, true, 0.01, 1);
    Path whole = folder.resolve("whole");
    Path stopped = folder.resolve("stopped");
    train(run, 3, whole, line -> {});
    assertThrows(
        InterruptedException.class,
        () -> train(run, 3, stopped, line -> Thread.currentThread().interrupt()));
    assertEquals(1, Costs.read(stopped).size());
    train(run, 2, stopped, line -> {});
    train(run, 3, stopped, line -> {});

    assertEquals(3, Costs.read(whole).size());
    assertEquals(rows(whole), rows(stopped));
  }

  private static void train(Run run, int end, Path place, Consumer<String> said)
      throws InterruptedException {
    Input inputs = new Input(TINY, place, new PrintWriter(new StringWriter()));
    try (RunFolder claimed = RunFolder.claim(place)) {
      new Training(TINY, 8, inputs, Duration.ofMinutes(1), said).run(run, end, place, claimed);
    }
  }

  /** Without the seconds. */
  private static List<String> rows(Path place) throws IOException {
    return Files.readAllLines(place.resolve("costs.csv")).stream()
        .map(row -> row.replaceFirst(",[^,]*$", ""))
        .toList();
  }

  @Test
  void aFigureOfOneEpoch() throws IOException {
    Figure3Settings settings = new Figure3Settings("channels", List.of("adam"), 1, List.of(1L), 8);
    StringWriter screen = new StringWriter();
    Figure3 figure =
        new Figure3(settings, TINY, folder, Duration.ofMinutes(1), new PrintWriter(screen));
    assertEquals(0, figure.run());

    List<String> rows = Files.readAllLines(folder.resolve("figure3.csv"));
    assertEquals(2, rows.stream().filter(row -> row.contains(",1,true,1,")).count(), "" + rows);
    assertTrue(Files.readString(folder.resolve("index.html")).contains("Adam + dropout"));
    assertTrue(screen.toString().contains("epochs are left, 0.0 hours at "), screen.toString());
  }
}
