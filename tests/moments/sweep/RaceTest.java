package moments.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import moments.data.Cifar10;
import moments.nn.Parameter;
import moments.optim.Optimizer;
import moments.sweep.OwnOptimizerTest.Plain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class RaceTest {
  private final Path folder;

  RaceTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void entersTheRaceByOneLine() throws IOException {
    Race race =
        new Race(Cifar10.sample(), folder)
            .optimizer("sgd")
            .optimizer("mine", Plain::new)
            .trials(2)
            .epochs(1)
            .limit(12)
            .seeds(2, 3);
    assertTrue(race.run().stringColumn("optimizer").contains("mine"));
    String results = Files.readString(folder.resolve("results.csv"));
    assertTrue(results.contains("\nmine,tuned,lr "), results);
    String page = Files.readString(folder.resolve("index.html"));
    assertTrue(page.contains("<td>mine</td>"));
    String own = "expected the same plain rule twice, and the same results";
    assertEquals(row(results, "sgd"), row(results, "mine"), own);
  }

  private static String row(String csv, String optimizer) {
    return csv.lines()
        .filter(line -> line.startsWith(optimizer + ",defaults"))
        .findFirst()
        .orElseThrow()
        .replaceFirst("[^,]*,", "");
  }

  @Test
  void aRaceRefusesARuleThatDoesSomethingElseByNow() {
    assertTrue(race(folder, Plain::new).run().stringColumn("optimizer").contains("mine"));
    Race corrected = race(folder, (parameters, lr) -> new Plain(parameters, 2 * lr));
    assertRefused(
        "mine was changed since the plan was written, and all its runs must be of one optimizer; undo"
            + " that, or plan anew in another folder",
        corrected::run);
    assertTrue(race(folder, Plain::new).run().stringColumn("optimizer").contains("mine"));
  }

  static Race race(Path folder, BiFunction<List<Parameter>, Double, Optimizer> rule) {
    return new Race(Cifar10.sample(), folder)
        .optimizer("mine", rule)
        .trials(1)
        .epochs(1)
        .limit(8)
        .seeds(2);
  }

  @Test
  void aRaceThatCannotBeRunIsRefused() {
    Race race = new Race(Cifar10.sample(), folder);
    assertRefused("Race.trials: expected 1 or more, got 0", () -> race.trials(0));
    assertRefused("Race.epochs: expected 1 or more, got -1", () -> race.epochs(-1));
    assertRefused("Race.seeds: expected 1 or more, got 0", race::seeds);
    assertRefused(
        "Seeds [2, 3, 2]: expected each only once, for a last run of its own",
        race(folder, Plain::new).seeds(2, 3, 2)::run);
    assertRefused(
        "Race.limit: expected 1 … 1800, the images that are not held back, got 1801",
        () -> race.limit(1801));
    assertRefused(
        "Race.run: no optimizer takes part; add one first, as in race.optimizer(\"adam\")",
        race::run);
  }

  @Test
  void aRateThatFallsNeedsASchedule() {
    Race race = new Race(Cifar10.sample(), folder).optimizer("mine", Plain::new).decay(Decay.ALL);
    assertEquals(
        "mine has no constructor that takes a Schedule, so its rate cannot decay",
        assertThrows(SweepException.class, race::run).getMessage());
  }

  private static void assertRefused(String message, Executable action) {
    assertEquals(message, assertThrows(RuntimeException.class, action).getMessage());
  }
}
