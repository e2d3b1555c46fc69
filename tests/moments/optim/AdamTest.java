package moments.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import moments.nn.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdamTest {
  private final Parameter p = Toy.parameter(0);

  private Adam adam(double lr, double beta1, double beta2, double eps) {
    return new Adam(List.of(p), Schedule.constant(lr), beta1, beta2, eps);
  }

  @Test
  void takesTheKnownStepsOnAParabola() {
    float[] theta = p.value().data();
    theta[0] = 1;
    Adam adam = new Adam(List.of(p), 0.1);
    for (double expected :
        new double[] {.9000000010, .8004122297, .7015862745, .6039390627, .5079636619}) {
      Toy.step(adam, theta[0]);
      assertEquals(expected, theta[0], 2e-7);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1, -1, 250, -1e6})
  void firstStepIsTheLearningRateWhateverTheGradient(double g) {
    assertEquals(-0.001 * Math.signum(g), Toy.step(new Adam(List.of(p)), g), 2e-8);
  }

  @Test
  void gradientAfterManyZerosGivesTheStepOfSection21() {
    Adam adam = new Adam(List.of(p), 1);
    for (int t = 0; t < 20_000; t++) {
      Toy.step(adam, 0);
    }

    assertEquals(-3.162, Toy.step(adam, 1), 5e-4);
  }

  /**
   * §2.1 calls α(1−β₁)/√(1−β₂) a bound, but gradients that go on after the zeros pass it. By
   * Cauchy's inequality |Δ| ≤ α(1−β₁)/√((1−β₂)(1−β₁²/β₂)), 7.27α for the defaults; gradients that
   * grow by β₂/β₁ a step reach it.
   */
  @Test
  void stepsPassTheBoundOfSection21ButNotCauchys() {
    assertEquals(6.5685, largestStepAfterZeros(1), 1e-3);
    assertEquals(7.2703, largestStepAfterZeros(0.999 / 0.9), 1e-3);
  }

  private double largestStepAfterZeros(double growth) {
    Adam adam = new Adam(List.of(p), 1);
    for (int t = 0; t < 20_000; t++) {
      Toy.step(adam, 0);
    }
    double largest = 0;
    double g = 1;
    for (int t = 0; t < 150; t++) {
      largest = Math.max(largest, Math.abs(Toy.step(adam, g)));
      p.value().fill(0);
      g *= growth;
    }
    return largest;
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0.999", "0.9, 0.99", "0, 0.9", "0.5, 0.3"})
  void noStepPassesCauchysBound(double beta1, double beta2) {
    Adam adam = adam(1, beta1, beta2, 0);
    Random random = new Random(1);
    double ratio = beta1 * beta1 / beta2;
    double sum = 0;
    for (int t = 1; t <= 2000; t++) {
      sum = 1 + ratio * sum;
      double correction1 = 1 - StrictMath.pow(beta1, t);
      double correction2 = 1 - StrictMath.pow(beta2, t);
      double bound = (1 - beta1) / correction1 * Math.sqrt(correction2 / (1 - beta2) * sum);
      p.value().fill(0);
      double g = StrictMath.exp(3 * random.nextGaussian()) * (random.nextInt(4) - 1);
      assertTrue(Math.abs(Toy.step(adam, t == 1 ? 1 : g)) <= bound * (1 + 1e-5));
    }
  }

  @Test
  void rescaledGradientsGiveTheSameBits() {
    Parameter q = Toy.parameter(0);
    Adam small = adam(0.001, 0.9, 0.999, 0);
    Adam large = new Adam(List.of(q), Schedule.constant(0.001), 0.9, 0.999, 0);
    Random random = new Random(2);
    for (int t = 0; t < 100; t++) {
      double g = random.nextGaussian();
      Toy.step(small, g);
      Toy.step(large, 1024 * g);
    }

    assertArrayEquals(p.value().data(), q.value().data());
  }

  @Test
  void epsStandsOutsideTheRoot() {
    assertEquals(-0.5, Toy.step(adam(1, 0.9, 0.999, 1e-8), 1e-8), 1e-4);
  }

  @Test
  void momentsForgetWithTheirHalfLives() {
    Adam adam = new Adam(List.of(p));
    Toy.step(adam, 1);
    float m1 = Toy.state(adam, p, "m").get(0);
    float v1 = Toy.state(adam, p, "v").get(0);
    for (int t = 1; t <= 693; t++) {
      Toy.step(adam, 0);
      if (t == 6 || t == 7) {
        assertEquals(t == 7, Toy.state(adam, p, "m").get(0) < m1 / 2);
      }
      if (t == 692 || t == 693) {
        assertEquals(t == 693, Toy.state(adam, p, "v").get(0) < v1 / 2);
      }
    }
  }

  @Test
  void zeroGradientsChangeNothing() {
    assertEquals(0, Toy.step(new Adam(List.of(p)), 0));
  }
}
