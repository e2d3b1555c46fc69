package moments.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContourMapTest {
  private static List<double[]> minima(Surface f) {
    return new ContourMap(f, new double[] {-2.1, 2.05}, new double[] {-1.3, 3}).minima();
  }

  @Test
  void findsTheMinimumBetweenTheLinesOfTheGrid() {
    for (Surface f : List.of(Surfaces.bowl(), Surfaces.rotated())) {
      assertEquals(1, minima(f).size());
      assertArrayEquals(new double[] {0, 0}, minima(f).get(0), 1e-6);
    }
    assertEquals(1, minima(Surfaces.rosenbrock()).size());
    assertArrayEquals(new double[] {1, 1}, minima(Surfaces.rosenbrock()).get(0), 1e-3);
  }

  @Test
  void findsBothHollowsOfThePass() {
    List<double[]> both = minima(Surfaces.saddle());
    assertEquals(2, both.size());
    assertArrayEquals(new double[] {0, -1}, both.get(0), 1e-5);
    assertArrayEquals(new double[] {0, 1}, both.get(1), 1e-5);
  }

  @Test
  void findsNoneOnASlopeOrWhereTheEdgeIsLower() {
    assertTrue(minima(p -> p[0] + p[1]).isEmpty());
    assertTrue(minima(p -> p[0] * p[0] - p[1] * p[1]).isEmpty());
    assertTrue(minima(p -> p[0] * p[0] * p[0] - p[0] + p[1] * p[1]).isEmpty());
  }

  @Test
  void showsTheShapeWhateverTheScale() {
    Surface huge = p -> 0x1p40 * Surfaces.bowl().at(p) - 3;
    assertEquals(heights(Surfaces.bowl()), heights(huge));
    assertTrue(heights(huge).startsWith("[["));
  }

  private static String heights(Surface f) {
    double[] range = {-1, 1};
    return new ContourMap(f, range, range).json().get("z").toString();
  }
}
