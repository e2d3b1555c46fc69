package moments.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RangeTest {
  @Test
  void halfOfTheWayIsTheGeometricMean() {
    Range range = new Range("lr", 1e-4, 1, 0.1);
    assertEquals(0.01, range.at(0.5), 1e-12);
    assertEquals(1e-4, range.at(0));
    assertEquals(1, range.at(1), 1e-12);
  }

  @Test
  void theOuterTenthsOfTheScaleAreTheEdge() {
    Range range = new Range("lr", 1e-4, 1, 0.1);
    assertTrue(range.isAtEdge(2e-4));
    assertFalse(range.isAtEdge(3e-4));
    assertFalse(range.isAtEdge(0.39));
    assertTrue(range.isAtEdge(0.41));
  }

  /** At 1-β = 1 there is no memory at all, and nothing beyond. */
  @Test
  void aRangeIsNotWidenedBeyondWhatIsPossible() {
    Range mu = new Range("1-mu", 1e-4, 1, 0.1);
    assertEquals(mu, mu.beyond(0.99));
    assertEquals(new Range("1-mu", 1e-5, 1e-4, 0.1), mu.beyond(1.1e-4));
  }
}
