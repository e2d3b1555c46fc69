package moments.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SurfacesTest {
  static List<Named<Surface>> all() {
    return List.of(
        Named.of("bowl", Surfaces.bowl()),
        Named.of("rotated", Surfaces.rotated()),
        Named.of("Rosenbrock", Surfaces.rosenbrock()),
        Named.of("saddle", Surfaces.saddle()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theGradientIsThatOfTheHeight(Surface surface) {
    Surface numeric = surface::at;
    double[][] points = {{-1.2, 1}, {0.3, -0.7}, {2, 0.01}};
    for (double[] p : points) {
      assertArrayEquals(numeric.gradient(p), surface.gradient(p), 1e-5);
    }
  }

  @Test
  void minimaAreWhereTheirPagesSay() {
    double[] flat = {0, 0};
    assertArrayEquals(flat, Surfaces.bowl().gradient(0, 0), 1e-12);
    assertArrayEquals(flat, Surfaces.rotated().gradient(0, 0), 1e-12);
    assertArrayEquals(flat, Surfaces.rosenbrock().gradient(1, 1), 1e-12);
    assertArrayEquals(flat, Surfaces.saddle().gradient(0, 0), 1e-12);
    assertArrayEquals(flat, Surfaces.saddle().gradient(0, -1), 1e-12);
    assertEquals(-0.25, Surfaces.saddle().at(0, 1));
  }

  @Test
  void rotatedIsTheBowlTurnedByAnEighthOfACircle() {
    double s = Math.sqrt(0.5);
    double turned = Surfaces.rotated().at((-5 - 2) * s, (-5 + 2) * s);
    assertEquals(Surfaces.bowl().at(-5, -2), turned, 1e-12);
  }
}
