package moments.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import moments.optim.Optimizers;
import org.junit.jupiter.api.Test;

class PaletteTest {
  private static final List<String> NAMES =
      Optimizers.all().stream().map(Optimizers.Entry::name).toList();

  @Test
  void everyOptimizerHasItsLabel() {
    for (Optimizers.Entry entry : Optimizers.all()) {
      assertEquals(entry.label(), Palette.of(entry.name()).label());
    }
  }

  @Test
  void coloursAndMarkersAreAllDifferent() {
    assertEquals(
        NAMES.size(), NAMES.stream().map(name -> Palette.of(name).color()).distinct().count());
    assertEquals(
        NAMES.size(), NAMES.stream().map(name -> Palette.of(name).symbol()).distinct().count());
  }

  @Test
  void coloursStandOutFromWhiteAndFromNearBlack() {
    double black = luminance("#15181c");
    for (String name : NAMES) {
      double colour = luminance(Palette.of(name).color());
      assertTrue(1.05 / (colour + 0.05) > 2.2, name + " is too pale on white");
      assertTrue((colour + 0.05) / (black + 0.05) > 2.2, name + " is too dark on black");
    }
  }

  @Test
  void anotherNameKeepsItsSpareColour() {
    Palette mine = Palette.of("mine");
    assertEquals("mine", mine.label());
    assertEquals(mine, Palette.of("mine"));
    assertEquals("#5c6bc0", mine.color());
  }

  /** Relative luminance of WCAG 2. */
  private static double luminance(String colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
