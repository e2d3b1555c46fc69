package assignment04;

import assignments.Rule;
import java.util.Arrays;

/** Momentum in doubles as lesson 4 has it, or with a mistake built in; the v of all θ. */
final class PaperMomentum implements Rule {
  private final boolean ahead;
  private final MomentumMistake mistake;
  private final double alpha;
  private final double beta;
  private final double[] v;

  private PaperMomentum(boolean ahead, MomentumMistake mistake, double[] settings, int... sizes) {
    this.ahead = ahead && mistake != MomentumMistake.PLAIN;
    this.mistake = mistake;
    alpha = settings[0];
    beta = settings[1];
    v = new double[Arrays.stream(sizes).sum()];
  }

  /** The heavy ball; its settings are α and β. */
  static Rule momentum(MomentumMistake mistake, double[] settings, int... sizes) {
    return new PaperMomentum(false, mistake, settings, sizes);
  }

  /** Nesterov's, which looks ahead; its settings are α and β. */
  static Rule nesterov(MomentumMistake mistake, double[] settings, int... sizes) {
    return new PaperMomentum(true, mistake, settings, sizes);
  }

  @Override
  public void step(double[] theta, double[] g) {
    for (int i = 0; i < theta.length; i++) {
      theta[i] -= (mistake == MomentumMistake.UPHILL ? -1 : 1) * alpha * direction(i, g[i]);
    }
  }

  private double direction(int element, double g) {
    int i = mistake == MomentumMistake.SHARED ? 0 : element;
    double before = v[i];
    v[i] =
        switch (mistake) {
          case SHARE -> beta * before + (1 - beta) * g;
          case BETA_ON_G -> before + beta * g;
          case FORGETS -> g;
          case NEVER_FADES -> before + g;
          default -> beta * before + g;
        };
    double velocity = mistake == MomentumMistake.LATE ? before : v[i];
    if (!ahead) {
      return velocity;
    }
    return switch (mistake) {
      case G_LEFT_OUT -> beta * velocity;
      case V_UNSHORTENED -> g + velocity;
      default -> g + beta * velocity;
    };
  }
}
