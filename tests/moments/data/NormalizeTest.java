package moments.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class NormalizeTest {
  @Test
  void tutorialMapsBytesToMinusOneToOne() {
    float[][] table = Normalize.TUTORIAL.table();

    assertEquals(-1f, table[0][0]);
    assertEquals(1f, table[2][255]);
    assertEquals((128 / 255f - 0.5f) / 0.5f, table[1][128]);
  }

  @Test
  void cifar10HasAMeanAndDeviationForEachColour() {
    float[][] table = Normalize.CIFAR10.table();

    assertEquals((0.2 - 0.4914) / 0.2470, table[0][51], 1e-6);
    assertEquals((0.2 - 0.4822) / 0.2435, table[1][51], 1e-6);
    assertEquals((0.2 - 0.4465) / 0.2616, table[2][51], 1e-6);
  }

  @Test
  void aDeviationOfZeroOrAMissingColourIsRefused() {
    String message = "Normalize: expected 3 means and 3 deviations > 0, got ";
    assertEquals(
        message + "[0.5, 0.5, 0.5] and [0.0, 0.0, 0.0]",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Normalize(List.of(0.5, 0.5, 0.5), List.of(0.0, 0.0, 0.0)))
            .getMessage());
    assertEquals(
        message + "[0.5] and [0.5, 0.5, 0.5]",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Normalize(List.of(0.5), List.of(0.5, 0.5, 0.5)))
            .getMessage());
  }
}
