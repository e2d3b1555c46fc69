package moments.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import moments.data.Cifar10;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Figure3Test {
  private static final Cifar10 SAMPLE = Cifar10.sample();
  private static final Cifar10 TINY =
      new Cifar10(SAMPLE.train().limit(8), SAMPLE.test().limit(4), true, "a few images");

  /** Whose rates are chosen. */
  private static final KnownCosts KNOWN =
      new KnownCosts(
          Map.of(adam(0.0003), costs(9, 9), adam(0.001), costs(1, 1), adam(0.003), costs(9)));

  private final Path folder;
  private final Path table;
  private final StringWriter screen = new StringWriter();

  Figure3Test(@TempDir Path folder) {
    this.folder = folder;
    table = folder.resolve("figure3.csv");
  }

  private static Run adam(double lr) {
    return new Run("channels", "adam", 0, false, lr, 1);
  }

  private static Costs costs(double... epochs) {
    return new Costs(
        IntStream.range(0, epochs.length)
            .mapToObj(i -> new Costs.Epoch(i + 1, 60, epochs[i], epochs[i], epochs[i], 0.1))
            .toList());
  }

  private Figure3 figure(String optimizer, int epochs, KnownCosts known) {
    Figure3Settings settings =
        new Figure3Settings("channels", List.of(optimizer), epochs, List.of(1L));
    Duration minute = Duration.ofMinutes(1);
    return new Figure3(settings, TINY, 8, folder, known, minute, new PrintWriter(screen));
  }

  @Test
  void aFigureOfOneEpoch() throws IOException {
    assertEquals(0, figure("adam", 1, KnownCosts.NONE).run());

    List<String> rows = Files.readAllLines(table);
    assertEquals(2, rows.stream().filter(row -> row.contains(",1,true,1,")).count(), "" + rows);
    assertTrue(Files.readString(folder.resolve("index.html")).contains("Adam + dropout"));
    assertTrue(screen.toString().contains("epochs are left, 0.0 hours at "), screen.toString());
  }

  @Test
  void aRunThatDivergesUnlikeTheKnownOneIsAnError() {
    write(adam(0.001), costs(Double.NaN));
    Figure3 figure = figure("adam", 3, KNOWN);
    ReproductionException error =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10), () -> assertThrows(ReproductionException.class, figure::run));
    assertEquals(
        "channels-adam-lr0.001-seed1: expected epoch 1 to be the known"
            + " 1,1.000000,1.000000,1.000000,0.1000, got 1,NaN,NaN,NaN,0.1000; leave out what is"
            + " known or delete the run's folder",
        error.getMessage());
  }

  @Test
  void aTableWithEpochsThatAreNowhereElseIsNotWrittenOver() throws IOException {
    String rows =
        """
        input,optimizer,mu,dropout,lr,seed,chosen,epoch,cost,cost_evaluated,test_cost,test_accuracy
        channels,adam,0.0,false,0.001,1,false,1,1.000000,1.000000,1.000000,0.1000
        channels,adam,0.0,false,0.001,1,false,2,1.000000,1.000000,1.000000,0.1000
        """;
    Files.writeString(table, rows);
    write(adam(0.001), costs(1));
    assertTableIsKept();
    assertEquals(rows, Files.readString(table));
    assertTrue(Files.notExists(folder.resolve("data.txt")), "nothing else is written either");
  }

  @Test
  void whatWasKnownIsNotDroppedWithoutIt() throws IOException {
    figure("adam", 3, KNOWN).show();
    String rows = Files.readString(table);
    write(adam(0.0003), costs(9, 9));
    write(adam(0.003), costs(9));
    assertTableIsKept();
    assertEquals(rows, Files.readString(table));
  }

  private void assertTableIsKept() {
    assertEquals(
        table
            + " has epochs up to 2 of channels-adam-lr0.001-seed1 that nothing else here has;"
            + " rename it (what is known can be taken from it) or choose another folder",
        assertThrows(ReproductionException.class, () -> figure("adam", 3, KnownCosts.NONE).show())
            .getMessage());
  }

  @Test
  void theTableIsOfWhatIsShownWhileTheRunsGrow() throws IOException {
    write(adam(0.001), costs(1));
    figure("adam", 3, KnownCosts.NONE).show();
    assertEquals(1 + 1, Files.readAllLines(table).size());
    write(adam(0.001), costs(1, 1));
    figure("adam", 3, KnownCosts.NONE).show();
    assertEquals(1 + 2, Files.readAllLines(table).size());
    figure("adagrad", 3, KnownCosts.NONE).show();
    assertEquals(1, Files.readAllLines(table).size());
  }

  private void write(Run run, Costs costs) {
    costs.write(folder.resolve("runs").resolve(run.id()));
  }
}
