package moments.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import moments.nn.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenTest {
  private static final List<Golden> ALL = Golden.all();

  static Stream<Golden> all() {
    return ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyOptimizerTakesTheStepsOfTheReference(Golden golden) {
    double error = golden.error(p -> create(golden, p));

    assertTrue(error <= tolerance(golden), () -> golden + " is off by " + error);
  }

  /**
   * Muon lifts small singular values by up to 3.4445⁵ = 485, and the rounding of floats in them.
   */
  private static double tolerance(Golden golden) {
    return golden.rule().equals("muon") ? 1e-5 : Golden.TOLERANCE;
  }

  @ParameterizedTest
  @EnumSource(WrongAdam.Fault.class)
  void everyFaultOfPublishedAdamsIsFound(WrongAdam.Fault fault) {
    boolean accepted =
        ALL.stream()
            .filter(golden -> golden.rule().equals("adam"))
            .allMatch(golden -> golden.error(p -> create(fault, golden, p)) <= Golden.TOLERANCE);

    assertEquals(fault == WrongAdam.Fault.NONE, accepted);
  }

  private static Optimizer create(WrongAdam.Fault fault, Golden golden, List<Parameter> p) {
    List<Double> h = golden.hyperparameters();
    return new WrongAdam(fault, p, h.get(0), h.get(1), h.get(2), h.get(3));
  }

  private static Optimizer create(Golden golden, List<Parameter> p) {
    List<Double> h = golden.hyperparameters();
    Schedule lr = Schedule.constant(h.get(0));
    return switch (golden.rule()) {
      case "sgd constant" -> new Sgd(p, lr);
      case "sgd inverseSqrt" -> new Sgd(p, Schedule.inverseSqrt(h.get(0)));
      case "sgd cosine" -> new Sgd(p, Schedule.cosine(h.get(0), 100));
      case "sgd step" -> new Sgd(p, Schedule.step(h.get(0), 15, 0.5));
      case "momentum" -> new Momentum(p, lr, h.get(1));
      case "nesterov" -> new Nesterov(p, lr, h.get(1));
      case "adagrad" -> new AdaGrad(p, lr, h.get(1));
      case "rmsprop" -> new RmsProp(p, lr, h.get(1), h.get(2));
      case "adam" -> new Adam(p, lr, h.get(1), h.get(2), h.get(3));
      case "adamax" -> new AdaMax(p, lr, h.get(1), h.get(2), h.get(3));
      case "amsgrad" -> new AmsGrad(p, lr, h.get(1), h.get(2), h.get(3), false);
      case "amsgrad corrected" -> new AmsGrad(p, lr, h.get(1), h.get(2), h.get(3), true);
      case "adamw" -> new AdamW(p, lr, h.get(1), h.get(2), h.get(3), h.get(4));
      case "nadam" -> new NAdam(p, lr, h.get(1), h.get(2), h.get(3), h.get(4));
      case "lion" -> new Lion(p, lr, h.get(1), h.get(2), h.get(3));
      case "muon" -> new Muon(p.subList(0, 1), lr, h.get(1), h.get(2));
      case "schedulefree" ->
          new ScheduleFreeAdamW(
              p, warmUp(h.get(0), h.get(5)), h.get(1), h.get(2), h.get(3), h.get(4));
      default -> throw new IllegalArgumentException(golden.rule());
    };
  }

  private static Schedule warmUp(double lr, double steps) {
    return t -> lr * Math.min(1, t / steps);
  }
}
