package moments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code .mvn/jvm.config} makes of the JVM in which Maven and the main job run. */
class JvmConfigTest {
  @Test
  void theSerialCollectorAndBothCompilersAreTheDefault() throws Exception {
    String flags = java("-XX:+PrintFlagsFinal");

    assertTrue(flags.contains("UseSerialGC=true"), flags);
    assertTrue(flags.contains("TieredStopAtLevel=4"), flags);
  }

  /** As a company's {@code MAVEN_OPTS} or {@code JAVA_TOOL_OPTIONS} may choose it. */
  @ParameterizedTest
  @ValueSource(strings = {"UseG1GC", "UseParallelGC", "UseSerialGC"})
  void aCollectorOfTheUsersIsTaken(String collector) throws Exception {
    String flags = java("-XX:+" + collector, "-XX:+PrintFlagsFinal");

    assertTrue(flags.contains(collector + "=true"), flags);
  }

  private static String java(String... more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Files.readAllLines(Path.of(".mvn/jvm.config")));
    command.addAll(List.of(more));
    command.add("-version");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).replaceAll(" +", "");
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
