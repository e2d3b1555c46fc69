package moments.sweep;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import moments.nn.Parameter;
import moments.optim.AdaGrad;
import moments.optim.AdaMax;
import moments.optim.Adam;
import moments.optim.AdamW;
import moments.optim.AmsGrad;
import moments.optim.Lion;
import moments.optim.Momentum;
import moments.optim.NAdam;
import moments.optim.Nesterov;
import moments.optim.Optimizer;
import moments.optim.Optimizers;
import moments.optim.ParameterGroups;
import moments.optim.RmsProp;
import moments.optim.Schedule;
import moments.optim.ScheduleFreeAdamW;
import moments.optim.Sgd;

/**
 * The hyperparameters of each optimizer and where to look for them, ε included.
 *
 * <p>The choice of these ranges decides rankings (Choi et al. 2019, 1910.05446): a best value at
 * the edge of one is no result.
 */
final class SearchSpace {
  private static final String LR = Contestant.LR;
  static final String EPS = "eps";
  private static final String MU = "1-mu";
  private static final String RHO = "1-rho";
  static final String BETA1 = "1-beta1";
  static final String BETA2 = "1-beta2";

  private SearchSpace() {}

  /** The ranges of the optimizer of that name. */
  static List<Range> of(String optimizer) {
    double lr = Optimizers.named(optimizer).lr();
    return switch (optimizer) {
      case "sgd" -> List.of(new Range(LR, 1e-4, 1, lr));
      case "momentum", "nesterov" -> List.of(new Range(LR, 1e-5, 0.1, lr), share(MU, 0.1));
      case "adagrad" -> List.of(new Range(LR, 1e-4, 1, lr), new Range(EPS, 1e-10, 1, 1e-10));
      case "rmsprop" -> List.of(new Range(LR, 1e-5, 0.1, lr), share(RHO, 0.01), eps());
      case "adam", "adamax", "amsgrad", "adamw", "nadam", "schedulefree" ->
          List.of(new Range(LR, 1e-5, 0.1, lr), share(BETA1, 0.1), share(BETA2, 0.001), eps());
      case "lion" -> List.of(new Range(LR, 1e-6, 0.01, lr), share(BETA1, 0.1), share(BETA2, 0.01));
      case "muon" -> List.of(new Range(LR, 1e-4, 1, lr));
      default -> throw new IllegalArgumentException("no search space for " + optimizer);
    };
  }

  private static Range share(String name, double usual) {
    return new Range(name, 1e-4, 1, usual);
  }

  private static Range eps() {
    return new Range(EPS, 1e-10, 1, 1e-8);
  }

  /** An optimizer with those values. */
  static Optimizer create(
      String name, List<Parameter> parameters, Schedule lr, Map<String, Double> values) {
    return switch (name) {
      case "sgd" -> new Sgd(parameters, lr);
      case "momentum" -> new Momentum(parameters, lr, 1 - value(values, MU));
      case "nesterov" -> new Nesterov(parameters, lr, 1 - value(values, MU));
      case "adagrad" -> new AdaGrad(parameters, lr, value(values, EPS));
      case "rmsprop" -> new RmsProp(parameters, lr, 1 - value(values, RHO), value(values, EPS));
      case "muon" -> ParameterGroups.muonWithAdamW(parameters, lr);
      default -> withTwoBetas(name, values, parameters, lr);
    };
  }

  private static Optimizer withTwoBetas(
      String name, Map<String, Double> values, List<Parameter> parameters, Schedule lr) {
    double beta1 = 1 - value(values, BETA1);
    double beta2 = 1 - value(values, BETA2);
    double eps = values.getOrDefault(EPS, 0.0);
    double weightDecay = 0.01;
    return switch (name) {
      case "adam" -> new Adam(parameters, lr, beta1, beta2, eps);
      case "adamax" -> new AdaMax(parameters, lr, beta1, beta2, eps);
      case "amsgrad" -> new AmsGrad(parameters, lr, beta1, beta2, eps, false);
      case "adamw" -> new AdamW(parameters, lr, beta1, beta2, eps, weightDecay);
      case "nadam" -> new NAdam(parameters, lr, beta1, beta2, eps, 0.004);
      case "lion" -> new Lion(parameters, lr, beta1, beta2, 0);
      case "schedulefree" -> new ScheduleFreeAdamW(parameters, lr, beta1, beta2, eps, 0);
      default -> throw new IllegalArgumentException("no search space for " + name);
    };
  }

  static double value(Map<String, Double> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }
}
