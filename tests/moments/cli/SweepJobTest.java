package moments.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The ready Job for Kubernetes says what {@code sweep run} understands. */
class SweepJobTest {
  private final JsonNode job;
  private final JsonNode container;

  SweepJobTest() throws IOException {
    job = new YAMLMapper().readTree(Path.of("benchmarks/cluster/sweep-job.yaml").toFile());
    container = job.at("/spec/template/spec/containers/0");
  }

  @Test
  void itsCommandCanBeReadAndHasAShareForEachPod() {
    JsonNode words = container.at("/command");
    String last = words.get(words.size() - 1).asText();
    assertTrue(last.startsWith("-Dexec.args=sweep run --shard "), last);
    String[] arguments = last.replace("-Dexec.args=", "").split(" ");
    assertDoesNotThrow(() -> Main.commandLine().parseArgs(arguments), last);
    assertEquals("Indexed", job.at("/spec/completionMode").asText());
    assertTrue(last.contains("--shards %s ".formatted(job.at("/spec/completions"))), last);
    assertEquals(
        "%s threads".formatted(container.at("/resources/limits/cpu").asText()),
        last.replaceFirst(".*--threads (\\d+).*", "$1 threads"));
  }

  @Test
  void itMountsAVolumeThatItHas() {
    assertEquals(
        job.at("/spec/template/spec/volumes/0/name").asText(),
        container.at("/volumeMounts/0/name").asText());
    assertEquals("moments", container.at("/volumeMounts/0/name").asText());
  }
}
