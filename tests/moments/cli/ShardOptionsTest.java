package moments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import moments.parallel.Shard;
import org.junit.jupiter.api.Test;

class ShardOptionsTest {
  private static final Optional<Integer> AUTO = Optional.of(-1);
  private static final Optional<Integer> NONE = Optional.empty();

  @Test
  void aShardComesFromTheSchedulerOrTheOptions() {
    Map<String, String> slurm = Map.of("SLURM_ARRAY_TASK_ID", "3", "SLURM_ARRAY_TASK_COUNT", "8");
    Map<String, String> kubernetes = Map.of("JOB_COMPLETION_INDEX", "2");
    assertEquals(Optional.empty(), ShardOptions.shard(NONE, NONE, slurm));
    assertShard(3, 8, ShardOptions.shard(AUTO, NONE, slurm));
    assertShard(1, 4, ShardOptions.shard(Optional.of(1), Optional.of(4), slurm));
    assertShard(2, 5, ShardOptions.shard(AUTO, Optional.of(5), kubernetes));
  }

  private static void assertShard(int index, int count, Optional<Shard> shard) {
    assertEquals(Optional.of(new Shard(index, count)), shard);
  }

  @Test
  void aShardThatIsNoneIsRefused() {
    assertMessage(
        "--shard: give it a number, or set JOB_COMPLETION_INDEX to one", AUTO, Optional.of(5));
    assertMessage(
        "--shards: give it a number, or set SLURM_ARRAY_TASK_COUNT to one", Optional.of(1), NONE);
    assertMessage("--shards: give the --shard as well", NONE, Optional.of(5));
    assertMessage("--shard: expected 0 … 4, got 5", Optional.of(5), Optional.of(5));
    assertMessage("--shard: expected 0 … 4, got -2", Optional.of(-2), Optional.of(5));
  }

  private static void assertMessage(
      String message, Optional<Integer> index, Optional<Integer> count) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class, () -> ShardOptions.shard(index, count, Map.of()))
            .getMessage());
  }

  @Test
  void sharesAreOfOneSizeButForOneAndMissNothing() {
    List<Integer> all = List.of(1, 2, 3, 4, 5, 6, 7);
    assertEquals(List.of(1, 4, 7), new Shard(0, 3).of(all));
    assertEquals(List.of(2, 5), new Shard(1, 3).of(all));
    assertEquals(List.of(3, 6), new Shard(2, 3).of(all));
    assertEquals(all, Shard.WHOLE.of(all));
  }
}
