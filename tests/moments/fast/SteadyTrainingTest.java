package moments.fast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import moments.parallel.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A compiled net in training: the same bits on any number of threads, and nothing allocated. */
@Timeout(60)
class SteadyTrainingTest {
  private final int threadsBefore = Workers.threads();

  @AfterEach
  void restoreThreads() {
    Workers.setThreads(threadsBefore);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 7})
  void trainingHasTheSameBitsForAnyNumberOfThreads(int batch) {
    Workers.setThreads(1);
    float[] expected = trained(batch);
    for (int threads = 2; threads <= 3; threads++) {
      Workers.setThreads(threads);
      assertArrayEquals(expected, trained(batch), threads + " threads");
    }
  }

  private static float[] trained(int batch) {
    TrainingStep step = TrainingStep.ofTutorial(batch);
    for (int i = 0; i < 5; i++) {
      step.run();
    }
    return step.weights();
  }

  /** In a JVM of its own: what a compiler makes of a loop depends on all that ran before it. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void aSteadyTrainingStepAllocatesNothing(String threads) throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                "moments.fast.SteadyTraining",
                threads)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String bytes = new String(jvm.getInputStream().readAllBytes(), UTF_8).strip();

    assertEquals(0, jvm.waitFor(), "exit code");
    assertEquals("0", bytes, "bytes of " + SteadyTraining.STEPS + " steps");
  }
}
