package moments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import moments.cli.SweepCommand.Shard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCommandTest {
  private static final Optional<Integer> AUTO = Optional.of(-1);
  private static final Optional<Integer> NONE = Optional.empty();

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
    assertTrue(report.out().contains("sgd, tuned"), report.out());
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

  @Test
  void aShardComesFromTheSchedulerOrTheOptions() {
    Map<String, String> slurm = Map.of("SLURM_ARRAY_TASK_ID", "3", "SLURM_ARRAY_TASK_COUNT", "8");
    assertEquals(new Shard(0, 1), Shard.of(NONE, NONE, slurm));
    assertEquals(new Shard(3, 8), Shard.of(AUTO, NONE, slurm));
    assertEquals(new Shard(1, 4), Shard.of(Optional.of(1), Optional.of(4), slurm));
    assertEquals(
        new Shard(2, 5), Shard.of(AUTO, Optional.of(5), Map.of("JOB_COMPLETION_INDEX", "2")));
  }

  @Test
  void aShardThatIsNoneIsRefused() {
    assertMessage(
        "--shard: give it a number, or set JOB_COMPLETION_INDEX to one", AUTO, Optional.of(5));
    assertMessage(
        "--shards: give it a number, or set SLURM_ARRAY_TASK_COUNT to one", Optional.of(1), NONE);
    assertMessage("--shard: expected 0 … 4, got 5", Optional.of(5), Optional.of(5));
  }

  private static void assertMessage(
      String message, Optional<Integer> shard, Optional<Integer> shards) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Shard.of(shard, shards, Map.of()))
            .getMessage());
  }
}
