package moments.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import moments.Mutations;
import moments.train.History;
import moments.train.History.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged plan, run or history is refused with a sentence, or reads as the same. */
class DamagedSweepTest {
  private final Path folder;

  DamagedSweepTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void isRefusedOrReadsTheSame() throws IOException {
    new PlanSettings(
            "tutorial",
            1,
            4,
            12,
            100,
            2,
            List.of(0.3, 0.5),
            List.of("sgd", "adam"),
            2,
            Map.of(),
            0,
            Decay.NONE,
            1,
            List.of(2L))
        .write(folder);
    for (Run run : Plan.read(folder).trials()) {
      finish(run);
    }
    List<Outcome> whole = outcomes();
    assertEquals(4, whole.size());
    Path run = folder.resolve("runs/adam-trial-02");
    List<Path> files =
        List.of(folder.resolve("plan.json"), run.resolve("run.json"), run.resolve("history.csv"));
    List<byte[]> good = new ArrayList<>();
    for (Path file : files) {
      good.add(Files.readAllBytes(file));
    }
    Random random = new Random(20);
    int refused = 0;
    for (int i = 0; i < Mutations.COUNT; i++) {
      int which = i % files.size();
      byte[] other = good.get((i + 1) % files.size());
      Files.write(files.get(which), Mutations.of(good.get(which), other, random));
      try {
        assertEquals(whole, outcomes(), "mutation " + i);
      } catch (SweepException e) {
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith(folder.toString()), message);
        assertTrue(message.matches(".*; (plan anew|delete its folder and run it again)"), message);
        refused++;
      }
      Files.write(files.get(which), good.get(which));
    }
    assertTrue(refused > Mutations.COUNT * 9 / 10, "%s refused".formatted(refused));
  }

  /** By itself it has no checksum, and a changed digit is read. */
  @Test
  void aDamagedHistoryAloneNeverEndsInATrace() throws IOException {
    History history = history("adam");
    Path csv = folder.resolve("history.csv");
    history.writeCsv(csv);
    byte[] good = Files.readAllBytes(csv);
    Random random = new Random(21);
    int refused = 0;
    for (int i = 0; i < Mutations.COUNT; i++) {
      Files.write(csv, Mutations.of(good, good, random));
      try {
        History.readCsv(csv);
      } catch (IllegalArgumentException | UncheckedIOException e) {
        assertTrue(String.valueOf(e.getMessage()).contains(csv.toString()), e.toString());
        refused++;
      }
    }
    assertTrue(refused > 0, "none was refused");
  }

  private List<Outcome> outcomes() {
    Sweep sweep = new Sweep(folder);
    return sweep.outcomes(sweep.trials().runs());
  }

  private void finish(Run run) {
    Path own = folder.resolve("runs").resolve(run.id());
    Path csv = own.resolve("history.csv");
    history(run.optimizer()).writeCsv(csv);
    Outcome.sign(run, new Sweep(folder).conditions(run), csv, own);
  }

  private static History history(String optimizer) {
    History history = new History();
    for (int i = 1; i <= 5; i++) {
      history.add(new Point(optimizer, 1, 1, i, 4 * i, 0.1 * i, 2.3 / i, 2.2 / i, 0.1 * i));
    }
    return history;
  }
}
