package moments.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import moments.nn.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizersTest {
  @ParameterizedTest
  @CsvSource({
    "sgd, SGD, 0.001, Sgd",
    "momentum, SGD + momentum, 0.001, Momentum",
    "nesterov, SGD + Nesterov, 0.001, Nesterov",
    "adagrad, AdaGrad, 0.01, AdaGrad",
    "rmsprop, RMSProp, 0.001, RmsProp",
    "adam, Adam, 0.001, Adam",
    "adamax, AdaMax, 0.002, AdaMax",
    "amsgrad, AMSGrad, 0.001, AmsGrad",
    "adamw, AdamW, 0.001, AdamW",
    "nadam, NAdam, 0.002, NAdam",
    "lion, Lion, 0.0001, Lion",
    "muon, Muon, 0.02, ParameterGroups",
    "schedulefree, Schedule-Free AdamW, 0.0025, ScheduleFreeAdamW"
  })
  void everyNameGivesItsOptimizer(String name, String label, double lr, String type) {
    Optimizers.Entry entry = Optimizers.named(name);

    assertEquals(label, entry.label());
    assertEquals(lr, entry.lr());
    assertEquals(
        type,
        Optimizers.named(name).create(List.of(Toy.parameter(1)), lr).getClass().getSimpleName());
  }

  @Test
  void namesMayBeInCapitals() {
    assertSame(Optimizers.named("adamw"), Optimizers.named(" AdamW"));
  }

  @ParameterizedTest
  @CsvSource({
    "adm, adam",
    "rmsporp, rmsprop",
    "SGDD, sgd",
    "momentun, momentum",
    "adammax, adamax"
  })
  void unknownNamesAreAnsweredByTheNearest(String unknown, String nearest) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Optimizers.named(unknown)).getMessage();

    assertEquals(
        "unknown optimizer \"%s\"; did you mean \"%s\"? Known: sgd, momentum, nesterov, adagrad, rmsprop, adam, adamax, amsgrad, adamw, nadam, lion, muon, schedulefree"
            .formatted(unknown, nearest),
        message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1e-46, Double.NaN, Double.POSITIVE_INFINITY})
  void badRatesAreRefusedWithTheUsualOne(double lr) {
    List<Parameter> parameters = List.of(Toy.parameter(1));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Optimizers.named("adam").create(parameters, lr))
            .getMessage();

    assertEquals(
        "adam: lr must be finite and greater than 0 as a float, got "
            + lr
            + "; its usual value is 0.001",
        message);
  }

  @ParameterizedTest
  @CsvSource({
    "sgd, 0.1, 100",
    "momentum, 0.05, 300",
    "nesterov, 0.05, 300",
    "adagrad, 1, 300",
    "rmsprop, 0.01, 1000",
    "adam, 0.1, 500",
    "adamax, 0.1, 500",
    "amsgrad, 0.1, 1000",
    "adamw, 0.1, 500",
    "nadam, 0.1, 500",
    "lion, 0.005, 1000",
    "muon, 2, 500",
    "schedulefree, 0.1, 500"
  })
  void everyOptimizerFindsTheMinimumOfAParabola(String name, double lr, int steps) {
    Parameter p = Toy.parameter(3, -2);
    Optimizer optimizer = Optimizers.named(name).create(List.of(p), lr);
    float[] theta = p.value().data();
    for (int t = 0; t < steps; t++) {
      Toy.step(optimizer, 2 * theta[0], 2 * theta[1]);
    }
    assertTrue(p.value().norm() < 0.01, () -> name + " ended at " + p.value());
  }

  @ParameterizedTest
  @CsvSource({
    "sgd, 0.001, 20000",
    "momentum, 0.0005, 6000",
    "nesterov, 0.0005, 6000",
    "adagrad, 0.5, 6000",
    "rmsprop, 0.001, 10000",
    "adam, 0.02, 5000",
    "adamax, 0.02, 5000",
    "amsgrad, 0.1, 10000",
    "adamw, 0.02, 5000",
    "nadam, 0.02, 5000",
    "lion, 0.0005, 10000",
    "muon, 0.4, 5000",
    "schedulefree, 0.1, 20000"
  })
  void everyOptimizerFollowsRosenbrocksValley(String name, double lr, int steps) {
    Parameter p = Toy.parameter(-1.2f, 1);
    Optimizer optimizer = Optimizers.named(name).create(List.of(p), lr);
    float[] theta = p.value().data();
    for (int t = 0; t < steps; t++) {
      double x = theta[0];
      double y = theta[1];
      Toy.step(optimizer, 2 * (x - 1) - 400 * x * (y - x * x), 200 * (y - x * x));
    }
    assertEquals(1, theta[0], 0.05, name);
    assertEquals(1, theta[1], 0.1, name);
  }
}
