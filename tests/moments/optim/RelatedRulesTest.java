package moments.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import moments.nn.Parameter;
import org.junit.jupiter.api.Test;

class RelatedRulesTest {
  private final Parameter p = Toy.parameter(-5, -2);
  private final Parameter x = Toy.parameter(0);

  @Test
  void gradientDescentConvergesOrDivergesByItsRate() {
    Toy.descendBowl(new Sgd(List.of(p), 0.4), 20);
    assertEquals(0.0890, Toy.bowl(p), 5e-5);

    Parameter q = Toy.parameter(-5, -2);
    Toy.descendBowl(new Sgd(List.of(q), 0.6), 20);
    assertEquals(-1673, q.value().get(1), 1);
  }

  @Test
  void momentumImprovesTheBestRateOfConvergence() {
    assertEquals(0.905, rate(new Sgd(List.of(p), 2 / 4.2), 50), 0.001);
    p.value().set(Toy.parameter(-5, -2).value());
    assertEquals(0.635, rate(new Momentum(List.of(p), Schedule.constant(0.668), 0.403), 50), 0.01);
  }

  /** The factor by which a step shrinks the distance to the minimum, a mean of the later steps. */
  private double rate(Optimizer optimizer, int steps) {
    Toy.descendBowl(optimizer, steps);
    double before = p.value().norm();
    Toy.descendBowl(optimizer, steps);
    return StrictMath.pow(p.value().norm() / before, 1.0 / steps);
  }

  @Test
  void adaGradDependsOnTheAxes() {
    Parameter turned = Toy.parameter((float) (-3 / Math.sqrt(2)), (float) (-7 / Math.sqrt(2)));
    Toy.descendBowl(new AdaGrad(List.of(p), 0.4), 100);
    Toy.descendTurnedBowl(new AdaGrad(List.of(turned), 0.4), 100);

    assertEquals(0.0157, Toy.bowl(p), 5e-5);
    assertEquals(0.51, Toy.turnedBowl(turned), 5e-3);
  }

  @Test
  void gradientDescentDoesNotDependOnTheAxes() {
    Parameter turned = Toy.parameter((float) (-3 / Math.sqrt(2)), (float) (-7 / Math.sqrt(2)));
    Toy.descendTurnedBowl(new Sgd(List.of(turned), 0.4), 20);

    assertEquals(0.0890, Toy.turnedBowl(turned), 5e-5);
  }

  @Test
  void withoutBiasCorrectionFirstStepsAreTooLarge() {
    AmsGrad uncorrected = new AmsGrad(List.of(x), 1);
    double largest = 0;
    int when = 0;
    for (int t = 1; t <= 50; t++) {
      double step = Math.abs(Toy.step(uncorrected, 1));
      if (t == 1) {
        assertEquals(3.16, step, 5e-3);
      }
      if (step > largest) {
        largest = step;
        when = t;
      }
    }

    assertEquals(6.57, largest, 5e-3);
    assertEquals(12, when);
  }

  @Test
  void adaMaxNeverStepsBeyondItsRate() {
    AdaMax adaMax = new AdaMax(List.of(x), 1);
    double largest = 0;
    for (int t = 1; t <= 1000; t++) {
      x.value().fill(0);
      largest = Math.max(largest, Math.abs(Toy.step(adaMax, StrictMath.sin(t * t) * t)));
    }

    assertTrue(largest <= 1.00001, "largest step " + largest);
  }

  @Test
  void adaMaxLeavesAnElementWithoutGradientsAlone() {
    assertEquals(0, Toy.step(new AdaMax(List.of(x)), 0));
  }

  @Test
  void adamWShrinksWeightsEvenWithoutGradients() {
    x.value().fill(1);
    Toy.step(new AdamW(List.of(x), Schedule.constant(0.5), 0.9, 0.999, 1e-8, 0.1), 0);

    assertEquals(0.95f, x.value().get(0));
  }

  @Test
  void adamGoesTheWrongWayWhereAmsGradDoesNot() {
    double c = 3;
    double beta2 = 1 / (1 + c * c);
    Schedule lr = Schedule.inverseSqrt(0.1);

    assertEquals(1, rare(p -> new Adam(p, lr, 0, beta2, 0), 3, c, -1, 3000), 0.01);
    assertEquals(-1, rare(p -> new AmsGrad(p, lr, 0, beta2, 0, false), 3, c, -1, 3000), 0.01);
  }

  @Test
  void adamReachesTheWorstPointAtTheKnownStep() {
    Schedule lr = Schedule.constant(0.001);
    Function<List<Parameter>, Optimizer> adam = p -> new Adam(p, lr, 0.9, 0.99, 1e-8);
    Function<List<Parameter>, Optimizer> amsGrad = p -> new AmsGrad(p, lr, 0.9, 0.99, 1e-8, false);

    assertTrue(rare(adam, 101, 1010, -10, 53_123) < 1);
    assertEquals(1, rare(adam, 101, 1010, -10, 53_124));
    assertEquals(-0.045, rare(amsGrad, 101, 1010, -10, 53_124), 0.01);
  }

  /**
   * Where x ∈ [−1, 1] ends on Reddi et al.'s functions (§3 and §5), whose gradient is {@code large}
   * once in {@code period} steps and else {@code small}; the optimum is −1.
   */
  private static double rare(
      Function<List<Parameter>, Optimizer> make,
      int period,
      double large,
      double small,
      int steps) {
    Parameter x = Toy.parameter(0);
    Optimizer optimizer = make.apply(List.of(x));
    float[] theta = x.value().data();
    for (int t = 1; t <= steps; t++) {
      Toy.step(optimizer, t % period == 1 ? large : small);
      theta[0] = Math.max(-1, Math.min(1, theta[0]));
    }
    return theta[0];
  }
}
