package moments.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {
  @Assignment(
      title = "Slow",
      files = "Slow.java",
      answers = SquareAnswers.class,
      time = @Time(call = 60))
  private static final class Slow {}

  @Test
  void anAssignmentMayAllowMoreTime() {
    Limits limits = Limits.of(new Exam(Slow.class).assignment());

    assertEquals(Limits.DEFAULT.withCall(Duration.ofMinutes(1)), limits);
  }

  @Test
  void anAssignmentThatSaysNothingHasTheDefaults() {
    assertEquals(Limits.DEFAULT, Limits.of(new Exam(SquareExam.class).assignment()));
  }
}
