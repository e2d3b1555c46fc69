package assignment06;

import assignments.Rule;
import java.util.Arrays;

/** AdaGrad or RMSProp in doubles, or with a mistake built in; the v of all θ. */
final class PaperRms implements Rule {
  private final boolean forgets;
  private final RmsMistake mistake;
  private final double alpha;
  private final double rho;
  private final double eps;
  private final double[] v;
  private int t;

  private PaperRms(boolean forgets, RmsMistake mistake, double[] settings, int... sizes) {
    this.forgets = forgets;
    this.mistake = mistake;
    alpha = settings[0];
    rho = forgets ? settings[1] : 1;
    eps = settings[settings.length - 1];
    v = new double[Arrays.stream(sizes).sum()];
  }

  /** The rule that sums up; its settings are α and ε. */
  static Rule adaGrad(RmsMistake mistake, double[] settings, int... sizes) {
    return new PaperRms(false, mistake, settings, sizes);
  }

  /** The rule that forgets; its settings are α, ρ and ε. */
  static Rule rmsProp(RmsMistake mistake, double[] settings, int... sizes) {
    return new PaperRms(true, mistake, settings, sizes);
  }

  @Override
  public void step(double[] theta, double[] g) {
    t++;
    for (int i = 0; i < theta.length; i++) {
      theta[i] -= (mistake == RmsMistake.UPHILL ? -1 : 1) * alpha * g[i] / below(i, g[i]);
    }
  }

  /** What the gradient is divided by. */
  private double below(int element, double g) {
    int i = mistake == RmsMistake.SHARED ? 0 : element;
    double before = v[i];
    v[i] = next(before, mistake == RmsMistake.NOT_SQUARED ? g : g * g);
    double mean =
        switch (mistake) {
          case LATE -> before;
          case MEAN -> forgets ? v[i] : v[i] / t;
          case CORRECTED -> forgets ? v[i] / (1 - Math.pow(rho, t)) : v[i];
          default -> v[i];
        };
    return switch (mistake) {
      case ROOT_MISSING -> mean + eps;
      case EPS_INSIDE_ROOT -> Math.sqrt(mean + eps);
      case EPS_MISSING -> Math.sqrt(mean);
      default -> Math.sqrt(mean) + eps;
    };
  }

  private double next(double before, double square) {
    if (mistake == RmsMistake.LAST_SQUARE) {
      return square;
    }
    if (!forgets || mistake == RmsMistake.SUM) {
      return before + square;
    }
    return switch (mistake) {
      case SHARE_MISSING -> rho * before + square;
      case SHARES_SWAPPED -> (1 - rho) * before + rho * square;
      default -> rho * before + (1 - rho) * square;
    };
  }
}
