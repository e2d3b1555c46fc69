package moments.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  @Test
  void constantStays() {
    assertEquals(0.1, Schedule.constant(0.1).at(1_000_000));
  }

  @Test
  void inverseSqrtHalvesAtStepFour() {
    assertEquals(0.1, Schedule.inverseSqrt(0.1).at(1));
    assertEquals(0.05, Schedule.inverseSqrt(0.1).at(4));
  }

  @Test
  void cosineFallsToZeroAndStaysThere() {
    Schedule cosine = Schedule.cosine(0.1, 10);

    assertEquals(0.1, cosine.at(1));
    assertEquals(0.05, cosine.at(6), 1e-15);
    assertEquals(0, cosine.at(11));
    assertEquals(0, cosine.at(1000));
  }

  @Test
  void stepFallsAfterEveryFewSteps() {
    Schedule step = Schedule.step(0.8, 3, 0.5);

    assertEquals(0.8, step.at(3));
    assertEquals(0.4, step.at(4));
    assertEquals(0.2, step.at(7));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1e-46, Double.NaN, Double.POSITIVE_INFINITY})
  void ratesMustBePositive(double lr) {
    String rest = ": lr must be finite and greater than 0 as a float, got " + lr;
    assertMessage("Schedule.constant" + rest, () -> Schedule.constant(lr));
    assertMessage("Schedule.inverseSqrt" + rest, () -> Schedule.inverseSqrt(lr));
    assertMessage("Schedule.cosine" + rest, () -> Schedule.cosine(lr, 10));
    assertMessage("Schedule.step" + rest, () -> Schedule.step(lr, 10, 0.5));
  }

  @Test
  void otherArgumentsMustBePositiveToo() {
    assertMessage(
        "Schedule.cosine: steps must be finite and greater than 0 as a float, got 0.0",
        () -> Schedule.cosine(1, 0));
    assertMessage(
        "Schedule.step: every must be finite and greater than 0 as a float, got -5.0",
        () -> Schedule.step(1, -5, 0.5));
    assertMessage(
        "Schedule.step: factor must be finite and greater than 0 as a float, got 0.0",
        () -> Schedule.step(1, 5, 0));
  }

  private static void assertMessage(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
