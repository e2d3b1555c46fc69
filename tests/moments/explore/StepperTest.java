package moments.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import moments.optim.AdaMax;
import moments.optim.Adam;
import moments.optim.AmsGrad;
import moments.optim.Sgd;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class StepperTest {
  private static final Surface PARABOLA = theta -> theta[0] * theta[0] / 2;

  @Test
  void showsAdamsStepsAndState() {
    Table steps = Stepper.run(PARABOLA, p -> new Adam(p, 0.1), 5, 1);

    assertEquals("Adam", steps.name());
    assertEquals(List.of("t", "θ", "f", "g", "m", "v", "m̂", "v̂", "Δ"), steps.columnNames());
    double[] expected = {1, .9000000010, .8004122297, .7015862745, .6039390627, .5079636619};
    assertArrayEquals(expected, steps.doubleColumn("θ").asDoubleArray(), 2e-7);
    assertTrue(steps.doubleColumn("m").isMissing(0));
    assertEquals(0.1, steps.doubleColumn("m").get(1), 1e-8);
    assertEquals(0.001, steps.doubleColumn("v").get(1), 1e-9);
    assertEquals(0.9 * 0.1 + 0.1 * 0.9, steps.doubleColumn("m").get(2), 1e-7);
    assertEquals(0.18 / 0.19, steps.doubleColumn("m̂").get(2), 1e-6);
    assertEquals((0.999 * 0.001 + 0.001 * 0.81) / 0.001999, steps.doubleColumn("v̂").get(2), 1e-6);
    assertEquals(-0.1, steps.doubleColumn("Δ").get(1), 1e-7);
    assertEquals("0.800412", steps.column("θ").getString(2));
    assertEquals("", steps.column("g").getString(0));
  }

  @Test
  void leavesOutWhatAnOptimizerDoesNotUse() {
    Table amsGrad = Stepper.run(PARABOLA, p -> new AmsGrad(p, 0.1), 3, 1);
    assertEquals(List.of("t", "θ", "f", "g", "m", "v", "v̂", "Δ"), amsGrad.columnNames());
    Table adaMax = Stepper.run(PARABOLA, p -> new AdaMax(p), 3, 1);
    assertEquals(List.of("t", "θ", "f", "g", "m", "u", "Δ"), adaMax.columnNames());
  }

  @Test
  void hasAColumnForEachVariable() {
    Table steps = Stepper.run(x -> x[0] * x[1], p -> new Sgd(p, 0.5), 1, 3, 4);

    assertEquals(List.of("t", "θ1", "θ2", "f", "g1", "g2", "Δ1", "Δ2"), steps.columnNames());
    assertEquals(4, steps.doubleColumn("g1").get(1), 1e-6);
    assertEquals(1, steps.doubleColumn("θ1").get(1), 1e-6);
    assertEquals(2.5, steps.doubleColumn("θ2").get(1), 1e-6);
  }

  @Test
  void takesTheGradientOfTheSurfaceItself() {
    Surface exact =
        new Surface() {
          @Override
          public double at(double... theta) {
            return 0;
          }

          @Override
          public double[] gradient(double... theta) {
            return new double[] {2};
          }
        };

    assertEquals(-2, Stepper.run(exact, p -> new Sgd(p, 1), 1, 0).doubleColumn("θ").get(1));
  }

  @Test
  void wantsAStart() {
    assertEquals(
        "Stepper.run: expected 0 steps or more and a start of 1 number or more, got 3 and 0",
        assertThrows(
                IllegalArgumentException.class, () -> Stepper.run(PARABOLA, p -> new Sgd(p, 1), 3))
            .getMessage());
  }
}
