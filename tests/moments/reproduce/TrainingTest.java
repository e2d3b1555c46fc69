package moments.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import moments.compare.RunFolder;
import moments.data.Cifar10;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  private static final Cifar10 SAMPLE = Cifar10.sample();
  private static final Cifar10 TINY =
      new Cifar10(SAMPLE.train().limit(8), SAMPLE.test().limit(4), true, "a few images");
  private static final Run RUN = new Run("channels", "nesterov", 0.9, true, 0.01, 1);

  /** Of no experiment. */
  private static final String ROW = "1,9.000000,9.000000,9.000000,0.1000";

  private final Path folder;

  TrainingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void anInterruptedRunGoesOnWithTheSameCosts() throws Exception {
    Path whole = folder.resolve("whole");
    Path stopped = folder.resolve("stopped");
    train(3, whole, line -> {});
    assertThrows(
        InterruptedException.class,
        () -> train(3, stopped, line -> Thread.currentThread().interrupt()));
    assertEquals(1, Costs.read(stopped).size());
    train(2, stopped, line -> {});
    train(3, stopped, line -> {});

    assertEquals(3, Costs.read(whole).size());
    assertEquals(rows(whole), rows(stopped));
  }

  @Test
  void withoutItsCheckpointARunIsTrainedAgainToTheSameCosts() throws Exception {
    train(1, folder, line -> {});
    List<String> first = rows(folder);
    deleteCheckpoints();
    train(2, folder, line -> {});
    assertEquals(first, rows(folder).subList(0, 2));
    assertEquals(2, Costs.read(folder).size());
  }

  @Test
  void whatAnotherExperimentHasRecordedIsNotContinued() throws Exception {
    train(1, folder, line -> {});
    String ours = rows(folder).get(1);
    deleteCheckpoints();
    String others = Costs.HEADER + ",seconds\n" + ROW + ",60.0\n";
    Files.writeString(folder.resolve("costs.csv"), others);
    assertEquals(
        "channels-nesterov-mu0.9-dropout-lr0.01-seed1: expected epoch 1 to be the recorded "
            + "%s, got %s; delete the run's folder and run it again".formatted(ROW, ours),
        refused(KnownCosts.NONE));
    assertEquals(others, Files.readString(folder.resolve("costs.csv")));
  }

  @Test
  void whatIsKnownOfAnotherExperimentIsNotContinued() throws Exception {
    train(1, folder, line -> {});
    String ours = rows(folder).get(1);
    FileUtils.deleteDirectory(folder.toFile());
    Costs others = new Costs(List.of(new Costs.Epoch(1, 60, 9, 9, 9, 0.1)));
    assertEquals(
        "channels-nesterov-mu0.9-dropout-lr0.01-seed1: expected epoch 1 to be the known "
            + "%s, got %s; leave out what is known or delete the run's folder".formatted(ROW, ours),
        refused(new KnownCosts(Map.of(RUN, others))));
    assertEquals(0, Costs.read(folder).size());
  }

  @Test
  void costsThatEndBeforeTheCheckpointAreNotContinued() throws Exception {
    train(2, folder, line -> {});
    Path costs = folder.resolve("costs.csv");
    Files.delete(costs);
    assertEquals(
        costs
            + " of 0 epochs does not fit the checkpoint of step 2, with 1 steps an epoch; delete"
            + " the folder and run it again",
        refused(KnownCosts.NONE));
  }

  @Test
  void costsWithoutAnEpochAreDamaged() throws IOException {
    Path costs = folder.resolve("costs.csv");
    Files.writeString(costs, Costs.HEADER + ",seconds\n" + ROW.replaceFirst("1", "2") + ",60.0\n");
    assertEquals(
        costs
            + " is damaged (epochs are missing before [2, 9.000000, 9.000000, 9.000000, 0.1000,"
            + " 60.0]); delete the folder and run it again",
        refused(KnownCosts.NONE));
  }

  @Test
  void costsThatCannotBeReadAreNotCalledDamaged() throws IOException {
    Path costs = Files.createDirectory(folder.resolve("costs.csv"));
    UncheckedIOException e =
        assertThrows(
            UncheckedIOException.class, () -> train(2, folder, KnownCosts.NONE, line -> {}));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("Cannot read " + costs + " ("), message);
    assertTrue(message.endsWith("; make it readable, or choose another folder"), message);
  }

  private String refused(KnownCosts known) {
    return String.valueOf(
        assertThrows(ReproductionException.class, () -> train(2, folder, known, line -> {}))
            .getMessage());
  }

  private static void train(int end, Path place, Consumer<String> said)
      throws InterruptedException {
    train(end, place, KnownCosts.NONE, said);
  }

  private static void train(int end, Path place, KnownCosts known, Consumer<String> said)
      throws InterruptedException {
    Input inputs = new Input(TINY, place, new PrintWriter(new StringWriter()));
    try (RunFolder claimed = RunFolder.claim(place)) {
      new Training(TINY.train(), TINY.test(), inputs, known, Duration.ofMinutes(1), said)
          .run(RUN, end, place, claimed);
    }
  }

  private void deleteCheckpoints() throws IOException {
    FileUtils.deleteDirectory(folder.resolve("unfinished").toFile());
  }

  /** Without the seconds. */
  private static List<String> rows(Path place) throws IOException {
    return Files.readAllLines(place.resolve("costs.csv")).stream()
        .map(row -> row.replaceFirst(",[^,]*$", ""))
        .toList();
  }
}
