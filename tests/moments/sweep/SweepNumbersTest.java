package moments.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SweepNumbersTest {
  private static final double MISSED = Double.POSITIVE_INFINITY;

  /** Against a table of Student's t: 4.303 for two degrees of freedom. */
  @Test
  void anIntervalIsThatOfStudentsT() {
    Interval interval = Interval.of(1, 2, 3);
    assertEquals(2, interval.mean());
    assertEquals(4.303 / Math.sqrt(3), interval.half(), 1e-3);
    assertEquals("2.0 ± 2.5", interval.text(1, 1));
    assertTrue(Double.isNaN(Interval.of(7).half()));
    assertEquals("70", Interval.of(0.7).text(100, 0));
  }

  @Test
  void aMedianIsFiniteIfMoreThanHalfReachedTheTarget() {
    assertEquals(200, SweepNumbers.median(MISSED, 200, 100));
    assertEquals(150, SweepNumbers.median(100, 200, 100, MISSED));
    assertEquals(MISSED, SweepNumbers.median(100, MISSED));
  }

  @Test
  void theBestOfSoManyTrialsIsTheMeanOverAllChoices() {
    double[] accuracies = {0.3, 0.5, 0.1, 0.4};
    assertEquals(0.3, Budget.expectedBest(accuracies, 1));
    assertEquals((0.5 + 0.3 + 0.4) / 3, Budget.expectedBest(accuracies, 2), 1e-12);
    assertEquals((0.5 + 0.5 + 0.4) / 3, Budget.expectedBest(accuracies, 3), 1e-12);
    assertEquals(0.5, Budget.expectedBest(accuracies, 4), 1e-12);
  }
}
