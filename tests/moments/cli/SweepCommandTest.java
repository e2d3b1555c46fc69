package moments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCommandTest {
  @Test
  void planRunReport(@TempDir Path folder) {
    String out = "--out=" + folder.resolve("sweep");
    Terminal plan =
        Terminal.run(
            "sweep",
            "plan",
            out,
            "--optimizers=sgd",
            "--trials=2",
            "--limit=12",
            "--epochs=1",
            "--validation=100",
            "--seeds=2");
    assertEquals(0, plan.code(), plan.err());
    assertTrue(plan.out().startsWith("4 runs are planned in "), plan.out());
    Terminal run =
        Terminal.run("sweep", "run", out, "--offline", "--data=" + folder.resolve("none"));
    assertEquals(0, run.code(), run.err());
    Terminal report = Terminal.run("sweep", "report", out);
    assertEquals(0, report.code(), report.err());
    assertTrue(report.out().contains("SGD, "), report.out());
  }

  @Test
  void whatIsMissingIsSaid(@TempDir Path folder) {
    Terminal none = Terminal.run("sweep", "report", "--out=" + folder);
    assertEquals(2, none.code());
    assertTrue(none.err().startsWith("There is no plan in " + folder), none.err());
    Terminal bare = Terminal.run("sweep");
    assertEquals(2, bare.code());
    assertTrue(bare.err().startsWith("sweep: expected plan, run or report"), bare.err());
  }
}
