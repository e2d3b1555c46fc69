package moments.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  private static final Tensor ONES = Tensor.zeros(100, 100).fill(1);

  @Test
  void dropsAShareOfPAndScalesTheRest() {
    Tensor y = new Dropout(0.2, 1).forward(ONES);
    int dropped = 0;
    for (float value : y.data()) {
      dropped += value == 0 ? 1 : 0;
      assertEquals(value == 0 ? 0 : 1.25f, value);
    }
    assertEquals(2000, dropped, 120); // three standard deviations of √(10⁴·0.2·0.8) = 40
  }

  @Test
  void givesTheGradientTheMaskOfItsForward() {
    Dropout dropout = new Dropout(0.5, 1);
    Tensor mask = dropout.forward(ONES).copy();
    Tensor dy = Values.normal(2, 100, 100);
    Tensor dx = dropout.backward(dy);
    for (int i = 0; i < dx.size(); i++) {
      assertEquals(dy.data()[i] * mask.data()[i], dx.data()[i]);
    }
  }

  @Test
  void drawsANewMaskEachTimeAndTheSameFromTheSameSeed() {
    Dropout dropout = new Dropout(0.5, 7);
    float[] first = dropout.forward(ONES).data().clone();
    float[] second = dropout.forward(ONES).data().clone();
    assertFalse(Arrays.equals(first, second));
    Dropout again = new Dropout(0.5, 7);
    assertArrayEquals(first, again.forward(ONES).data());
    assertArrayEquals(second, again.forward(ONES).data());
    assertFalse(Arrays.equals(first, new Dropout(0.5, 8).forward(ONES).data()));
  }

  @Test
  void passesEverythingOnInEvaluation() {
    Dropout dropout = new Dropout(0.5, 7);
    dropout.train(false);
    assertArrayEquals(ONES.data(), dropout.forward(ONES).data());
    assertArrayEquals(ONES.data(), dropout.backward(ONES).data());
    dropout.train(true);
    Tensor y = dropout.forward(ONES);
    assertFalse(Arrays.equals(ONES.data(), y.data()));
    dropout.train(false);
    assertArrayEquals(y.data(), dropout.backward(ONES).data()); // the last forward had a mask
  }

  @Test
  void goesOnFromASavedPlaceInItsSequence() {
    Dropout dropout = new Dropout(0.5, 7);
    dropout.forward(ONES);
    long place = dropout.generator();
    float[] next = dropout.forward(ONES).data().clone();
    Dropout other = new Dropout(0.5, 1);
    other.setGenerator(place);
    assertArrayEquals(next, other.forward(ONES).data());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 48})
  void refusesAPlaceThatIsNone(long place) {
    Dropout dropout = new Dropout(0.5, 7);
    var e = assertThrows(IllegalArgumentException.class, () -> dropout.setGenerator(place));
    assertEquals(
        "Dropout: expected a state of the generator in 0 … 2⁴⁸ − 1, got " + place, e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, -1, Long.MIN_VALUE})
  void drawsWhatJavasGeneratorDraws(long seed) {
    Random random = new Random(seed);
    for (float value : new Dropout(0.5, seed).forward(ONES).data()) {
      assertEquals(random.nextFloat() < 0.5 ? 0 : 2, value);
    }
  }

  @Test
  void describesItself() {
    assertEquals("Dropout(0.5)", new Dropout(0.5, 1).toString());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void refusesProbabilitiesOutOfRange(double p) {
    var e = assertThrows(IllegalArgumentException.class, () -> new Dropout(p, 1));
    assertEquals("Dropout: expected 0 ≤ p < 1, got " + p, e.getMessage());
  }
}
