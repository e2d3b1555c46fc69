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

  /** What lesson 12 shows. */
  private static final Path OURS = Path.of("lessons/12-adam-or-sgd/figure3.csv");

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
  void whatIsKnownIsTrainedAgainOnlyToGoFurther() throws IOException {
    Path table = folder.resolve("figure3.csv");
    String row = "(zca|channels),adam,([^,]*,){5}[123],.*|input,.*";
    Files.write(table, Files.readAllLines(OURS).stream().filter(r -> r.matches(row)).toList());
    KnownCosts known = KnownCosts.read(table, 50_000);
    List<String> adam = List.of("adam");
    Figure3Settings settings = new Figure3Settings("zca", adam, 3, List.of(1L, 2L, 3L), 50_000);
    assertEquals(List.of(), new Figure3Plan(settings, known::of).next());

    Figure3Settings longer = new Figure3Settings("zca", adam, 45, List.of(1L), 50_000);
    Figure3Plan further = new Figure3Plan(longer, known::of);
    assertEquals(new Run("zca", "adam", 0, false, 0.001, 1), further.next().get(0).run());
    assertEquals(2 * 45, further.epochsLeft(run -> 0), "with dropout and without, from the start");
  }

  @Test
  void whatIsKnownIsOfAllImages() {
    assertEquals(
        OURS
            + ": expected an experiment on all 50000 images, got one on 8; leave out what is known",
        refused(OURS, 8));
  }

  @Test
  void anotherTableIsNotKnown() throws IOException {
    Path table = folder.resolve("figure3.csv");
    String start =
        table + ": expected the figure3.csv of an experiment, got what cannot be read as one (";
    assertTrue(refused(table, 50_000).startsWith(start), "missing");
    Files.writeString(table, "epoch,cost\n1,0.5\n");
    assertTrue(refused(table, 50_000).startsWith(start), "other columns");
    List<String> rows = Files.readAllLines(OURS);
    rows.remove(1);
    Files.write(table, rows);
    String gap = refused(table, 50_000);
    assertTrue(gap.startsWith(start + "epochs are missing before [zca, adagrad, 0.0, false"), gap);
  }

  private static String refused(Path table, int images) {
    return String.valueOf(
        assertThrows(ReproductionException.class, () -> KnownCosts.read(table, images))
            .getMessage());
  }

  @Test
  void aFigureOfOneEpoch() throws IOException {
    Figure3Settings settings = new Figure3Settings("channels", List.of("adam"), 1, List.of(1L), 8);
    StringWriter screen = new StringWriter();
    Figure3 figure =
        new Figure3(
            settings,
            TINY,
            folder,
            KnownCosts.NONE,
            Duration.ofMinutes(1),
            new PrintWriter(screen));
    assertEquals(0, figure.run());

    List<String> rows = Files.readAllLines(folder.resolve("figure3.csv"));
    assertEquals(2, rows.stream().filter(row -> row.contains(",1,true,1,")).count(), "" + rows);
    assertTrue(Files.readString(folder.resolve("index.html")).contains("Adam + dropout"));
    assertTrue(screen.toString().contains("epochs are left, 0.0 hours at "), screen.toString());
  }
}
