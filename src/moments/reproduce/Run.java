package moments.reproduce;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moments.nn.Nets;
import moments.nn.Parameter;
import moments.nn.Sequential;
import moments.optim.AdaGrad;
import moments.optim.Adam;
import moments.optim.Nesterov;
import moments.optim.Optimizer;
import moments.optim.RmsProp;
import moments.optim.Schedule;
import org.apache.commons.csv.CSVRecord;

/**
 * One training of the paper's net, for one curve of Figure 3 or to find its learning rate.
 *
 * @param input {@link Input#ZCA} or {@link Input#CHANNELS}
 * @param mu of Nesterov's momentum; 0 for the others
 * @param seed of its weights, masks and order of images
 */
record Run(String input, String optimizer, double mu, boolean dropout, double lr, long seed) {
  /** The usual ones of Srivastava et al. 2014; the Adam paper gives none. */
  static final double P_INPUT = 0.2;

  static final double P_HIDDEN = 0.5;

  /** That of a row of a {@code figure3.csv}. */
  static Run of(CSVRecord row) {
    return new Run(
        row.get("input"),
        row.get("optimizer"),
        Double.parseDouble(row.get("mu")),
        Boolean.parseBoolean(row.get("dropout")),
        Double.parseDouble(row.get("lr")),
        Long.parseLong(row.get("seed")));
  }

  /** The name of its folder, {@code zca-nesterov-mu0.9-dropout-lr0.01-seed1}. */
  String id() {
    return "%s-%s%s%s-lr%s-seed%s"
        .formatted(
            input,
            optimizer,
            mu > 0 ? "-mu" + plain(mu) : "",
            dropout ? "-dropout" : "",
            plain(lr),
            seed);
  }

  /** What has to be the same where it is taken up again. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("input", input);
    settings.put("optimizer", optimizer);
    if (mu > 0) {
      settings.put("mu", plain(mu));
    }
    settings.put("dropout", "" + dropout);
    settings.put("lr", plain(lr));
    settings.put("seed", "" + seed);
    return settings;
  }

  /** Without an exponent, {@code 0.0003}. */
  static String plain(double x) {
    return BigDecimal.valueOf(x).stripTrailingZeros().toPlainString();
  }

  Run withDropout() {
    return new Run(input, optimizer, mu, true, lr, seed);
  }

  Run withSeed(long other) {
    return new Run(input, optimizer, mu, dropout, lr, other);
  }

  Run withInput(String other) {
    return new Run(other, optimizer, mu, dropout, lr, seed);
  }

  Sequential net() {
    return dropout ? Nets.paperWithDropout(seed, P_INPUT, P_HIDDEN) : Nets.paper(seed);
  }

  Optimizer optimizer(List<Parameter> parameters) {
    return switch (optimizer) {
      case "adagrad" -> new AdaGrad(parameters, lr);
      case "nesterov" -> new Nesterov(parameters, Schedule.constant(lr), mu);
      case "adam" -> new Adam(parameters, lr);
      case "rmsprop" -> new RmsProp(parameters, lr);
      default -> throw new IllegalArgumentException("Figure 3 has no optimizer " + optimizer);
    };
  }
}
