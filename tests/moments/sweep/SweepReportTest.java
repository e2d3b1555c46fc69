package moments.sweep;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import moments.train.History;
import moments.train.History.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of runs that are written here, not trained: the larger the rate, the better. */
class SweepReportTest {
  private static final String NO_RESULT = "A best value at the edge of its range is no result";

  private final Path folder;

  SweepReportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aBestValueAtAnEdgeAsksForWidening() {
    plan(0);
    finish(3);
    assertTrue(report().contains("lie beyond. Plan anew with widening."), report());
  }

  @Test
  void whereAPlanWidensItIsSaidHowFarThatHasCome() {
    plan(1);
    finish(2);
    assertFalse(report().contains(NO_RESULT), report());
    finish(3);
    assertFalse(report().contains(NO_RESULT), "wider by now: " + report());
    finish(new Sweep(folder).trials().runs().size());
    String all = "Ranges were widened as often as planned (1); plan anew with more widening.";
    assertTrue(report().contains(all), report());
  }

  @Test
  void aRangeThatWillBeWidenedIsSaidToBe() {
    plan(1);
    finish(new Sweep(folder).trials().runs().get(2));
    assertTrue(report().contains("The range is widened when all trials are done."), report());
  }

  /** Trials at 0.001, the default, and at both ends of the range. */
  private void plan(int widenings) {
    Map<String, Integer> grid = Map.of("lr", 2);
    new PlanSettings(
            "tutorial",
            1,
            4,
            12,
            100,
            2,
            List.of(0.5),
            List.of("sgd"),
            PlanSettings.trialsOfGrid(grid),
            grid,
            widenings,
            Decay.NONE,
            1,
            List.of(2L))
        .write(folder);
  }

  private void finish(int trials) {
    new Sweep(folder).trials().runs().subList(0, trials).forEach(this::finish);
  }

  private void finish(Run run) {
    Path own = folder.resolve("runs").resolve(run.id());
    double accuracy = run.hyperparameters().getOrDefault("lr", 0.0) / 100;
    History history = new History();
    history.add(new Point("sgd", 1, 1, 3, 12, 0.1, 2.3, 2.2, accuracy));
    Path csv = own.resolve("history.csv");
    history.writeCsv(csv);
    Outcome.sign(run, new Sweep(folder).conditions(run), csv, own);
  }

  private String report() {
    StringWriter out = new StringWriter();
    new Sweep(folder).report(new PrintWriter(out));
    return out.toString().replaceAll("\\s+", " ");
  }
}
