package moments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertTrue(plan.out().startsWith("Up to 4 runs are planned in "), plan.out());
    Terminal run =
        Terminal.run("sweep", "run", out, "--offline", "--data=" + folder.resolve("none"));
    assertEquals(0, run.code(), run.err());
    Terminal report = Terminal.run("sweep", "report", out);
    assertEquals(0, report.code(), report.err());
    assertTrue(report.out().contains("SGD, "), report.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seeds=2,3, | --seeds: expected values with one comma between them, got \"2,3,\"",
        "--targets=50, | --targets: expected values with one comma between them, got \"50,\"",
        "--grid=lr=5,lr=7 | --grid: expected one value for lr, got more than one",
      })
  void aListWithAGapOrTwoValuesForOneNameIsRefused(
      String option, String message, @TempDir Path folder) {
    Terminal plan = Terminal.run("sweep", "plan", "--out=" + folder.resolve("sweep"), option);
    assertEquals(2, plan.code(), plan.err());
    assertTrue(plan.err().contains(message), plan.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"~/no/Such.java", "$HOME/no/Such.java"})
  void aFileOfOnesOwnIsLookedForAtHome(String file, @TempDir Path folder) {
    Terminal plan =
        Terminal.run(
            "sweep", "plan", "--out=" + folder.resolve("sweep"), "--optimizers=sgd," + file);
    assertEquals(2, plan.code(), plan.err());
    Path there = Path.of(System.getProperty("user.home"), "no", "Such.java");
    assertTrue(plan.err().contains("there is no file " + there), plan.err());
  }

  @Test
  void ofOneTrialTheBestIsTheDefaults(@TempDir Path folder) {
    String out = "--out=" + folder.resolve("sweep");
    Terminal plan =
        Terminal.run("sweep", "plan", out, "--optimizers=sgd,adam", "--trials=1", "--seeds=2,3,4");
    assertTrue(plan.out().startsWith("Up to 8 runs are planned in "), plan.out());
  }

  @Test
  void aCheckpointThatCannotBeUsedIsToldWithWhatToDelete(@TempDir Path folder) throws IOException {
    Path sweep = folder.resolve("sweep");
    String out = "--out=" + sweep;
    Terminal.run(
        "sweep", "plan", out, "--optimizers=sgd", "--trials=1", "--limit=12", "--validation=100");
    Path damaged = sweep.resolve("runs/sgd-trial-01/unfinished/checkpoint-1.json");
    Files.createDirectories(damaged.resolveSibling(""));
    Files.writeString(damaged, "{");

    Terminal run =
        Terminal.run("sweep", "run", out, "--offline", "--data=" + folder.resolve("none"));

    assertEquals(2, run.code(), run.out());
    String err = run.err().replaceAll("\\s+", " ");
    String advice =
        " To start this run anew, delete %s ".formatted(sweep.resolve("runs/sgd-trial-01"));
    assertTrue(err.contains(damaged + " cannot be used: it is not JSON"), err);
    assertTrue(err.endsWith(advice), err);
  }

  @Test
  void anOptimizerThatIsGoneIsToldWithoutATrace(@TempDir Path folder) throws IOException {
    String out = "--out=" + folder.resolve("sweep");
    Path file = folder.resolve("Mine.java");
    Files.writeString(
        file,
        "record Mine(java.util.List<moments.nn.Parameter> parameters, double lr)"
            + " implements moments.optim.Optimizer { public void step() {} }");
    Terminal plan = Terminal.run("sweep", "plan", out, "--optimizers=" + file);
    assertEquals(0, plan.code(), plan.err());
    Files.delete(file);
    for (String part : List.of("run", "report")) {
      Terminal gone = Terminal.run("sweep", part, out);
      assertEquals(2, gone.code());
      assertEquals(
          """
          The plan's optimizer %s cannot be loaded: there is no file %1$s
          Put it back as it was, or plan anew in another folder
          Another folder for the results: --out
          """
              .formatted(file),
          gone.err().replace("\r", ""));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sweep plan",
        "sweep run",
        "sweep report",
        "reproduce figure3",
        "reproduce figure4"
      })
  void eachPartHasAHelpOfItsOwn(String command) {
    Terminal help = Terminal.run((command + " --help").split(" "));
    assertEquals(0, help.code(), help.err());
    assertTrue(help.out().startsWith("Usage: moments " + command), help.out());
    assertTrue(help.out().contains("--out=<folder>"), help.out());
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
