package moments.fast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aSteadyTrainingStepAllocatesNothing(int threads) {
    Workers.setThreads(threads);
    TrainingStep step = TrainingStep.ofTutorial(4);
    step.run();
    Thread[] helpers = TrainingStep.helpers();
    int steps = 200;
    long least = Long.MAX_VALUE;
    // Until the kernels are compiled, each of their vectors is an object.
    for (int round = 0; round < 150 && least > 0; round++) {
      long before = TrainingStep.allocatedBytes(helpers);
      for (int i = 0; i < steps; i++) {
        step.run();
      }
      least = Math.min(least, TrainingStep.allocatedBytes(helpers) - before);
    }
    assertEquals(0, least, "bytes in " + steps + " steps");
  }
}
