package moments.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import moments.optim.Optimizers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaletteTest {
  private static final List<String> NAMES =
      Optimizers.all().stream().map(Optimizers.Entry::name).toList();

  private static final List<String> COLOURS =
      Stream.concat(
              NAMES.stream().map(Palette::of),
              IntStream.range(0, 4).mapToObj(i -> Palette.spare("spare", i)))
          .map(Palette::color)
          .toList();

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

  /** A page's white, its near-black, and the dark of JupyterLab's cells. */
  @ParameterizedTest
  @ValueSource(strings = {"#ffffff", "#15181c", "#212121"})
  void everyColourStandsOutFromLightAndDark(String background) {
    double behind = luminance(background);
    for (String colour : COLOURS) {
      double own = luminance(colour);
      double contrast = (Math.max(own, behind) + 0.05) / (Math.min(own, behind) + 0.05);
      assertTrue(contrast >= 3, "%s on %s has %.2f".formatted(colour, background, contrast));
    }
  }

  @Test
  void optimizersDifferForEveryEye() {
    List<String> colours = NAMES.stream().map(name -> Palette.of(name).color()).toList();
    int successors = NAMES.indexOf("nadam");
    for (int i = 0; i < colours.size(); i++) {
      for (int j = 0; j < i; j++) {
        String pair = NAMES.get(j) + " and " + NAMES.get(i);
        double least = i < successors ? 0.14 : 0.086;
        assertTrue(Eye.NORMAL.distance(colours.get(i), colours.get(j)) >= least, pair);
        least = i < successors ? 0.085 : 0.05;
        for (Eye eye : Eye.values()) {
          assertTrue(eye.distance(colours.get(i), colours.get(j)) >= least, pair + ", " + eye);
        }
      }
    }
  }

  @Test
  void anotherNameKeepsItsSpareColour() {
    Palette mine = Palette.of("mine");
    assertEquals("mine", mine.label());
    assertEquals(mine, Palette.of("mine"));
    assertEquals("#5c6bc0", mine.color());
  }

  /**
   * How an eye sees linear red, green and blue; Machado, Oliveira and Fernandes 2009, severity 1.
   */
  private enum Eye {
    NORMAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
    PROTANOPIA(
        0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
        1.051998),
    DEUTERANOPIA(
        0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
    TRITANOPIA(
        1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
        0.303900);

    private final double[] sees;

    Eye(double... sees) {
      this.sees = sees;
    }

    /** In OKLab. */
    double distance(String a, String b) {
      double[] x = okLab(times(sees, linear(a)));
      double[] y = okLab(times(sees, linear(b)));
      return Math.sqrt(
          Math.pow(x[0] - y[0], 2) + Math.pow(x[1] - y[1], 2) + Math.pow(x[2] - y[2], 2));
    }
  }

  /** B. Ottosson 2020. */
  private static double[] okLab(double... rgb) {
    double[] lms =
        times(
            new double[] {
              0.4122214708,
              0.5363325363,
              0.0514459929,
              0.2119034982,
              0.6806995451,
              0.1073969566,
              0.0883024619,
              0.2817188376,
              0.6299787005
            },
            rgb);
    for (int i = 0; i < 3; i++) {
      lms[i] = Math.cbrt(lms[i]);
    }
    return times(
        new double[] {
          0.2104542553,
          0.7936177850,
          -0.0040720468,
          1.9779984951,
          -2.4285922050,
          0.4505937099,
          0.0259040371,
          0.7827717662,
          -0.8086757660
        },
        lms);
  }

  /** A matrix by rows times a vector. */
  private static double[] times(double[] matrix, double... x) {
    double[] y = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        y[i] += matrix[3 * i + j] * x[j];
      }
    }
    return y;
  }

  private static double[] linear(String colour) {
    double[] linear = new double[3];
    for (int i = 0; i < 3; i++) {
      double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      linear[i] = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
    return linear;
  }

  /** Relative luminance of WCAG 2. */
  private static double luminance(String colour) {
    double[] c = linear(colour);
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
  }
}
