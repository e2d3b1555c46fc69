package assignment11;

import assignments.Mistake;
import assignments.Rule;
import java.util.Arrays;

/**
 * Lion in doubles, or with a mistake built in.
 *
 * <p>Source: Chen et al., <em>Symbolic Discovery of Optimization Algorithms</em>, 2023, Algorithm
 * 2.
 */
final class PaperLion implements Rule {
  /** The slips. */
  enum Slip implements Mistake {
    NONE(""),
    MEMORY_FIRST("when m is updated before the step"),
    BETAS_SWAPPED("with β₁ and β₂ swapped"),
    BETA1_ALONE("when β₁ is used for the memory, too"),
    SIGN_OF_G("with the sign of g alone"),
    SIGN_OF_M("with the sign of m alone"),
    NO_SIGN("without the sign"),
    SIGN_OF_0("when 0 counts as positive"),
    NO_DECAY("without decay"),
    DECAY_INSIDE("with λθ under the sign"),
    DECAY_WITHOUT_ALPHA("when θ decays by λ in place of αλ"),
    UPHILL("with + in place of −");

    private final String when;

    Slip(String when) {
      this.when = when;
    }

    @Override
    public String when() {
      return when;
    }
  }

  private final Slip slip;
  private final double alpha;
  private final double beta1;
  private final double beta2;
  private final double lambda;
  private final double[] m;

  /**
   * Lion before its first step.
   *
   * @param settings α, β₁, β₂, λ
   * @param sizes of the parameters
   */
  PaperLion(Slip slip, double[] settings, int... sizes) {
    this.slip = slip;
    boolean swapped = slip == Slip.BETAS_SWAPPED;
    alpha = settings[0];
    beta1 = settings[swapped ? 2 : 1];
    beta2 = settings[swapped || slip == Slip.BETA1_ALONE ? 1 : 2];
    lambda = settings[3];
    m = new double[Arrays.stream(sizes).sum()];
  }

  @Override
  public void step(double[] theta, double[] g) {
    for (int i = 0; i < theta.length; i++) {
      double memory = beta2 * m[i] + (1 - beta2) * g[i];
      double direction = direction(slip == Slip.MEMORY_FIRST ? memory : m[i], g[i], theta[i]);
      m[i] = memory;
      theta[i] -= (slip == Slip.UPHILL ? -1 : 1) * alpha * direction + decay(theta[i]);
    }
  }

  private double direction(double m, double g, double theta) {
    double mixed = beta1 * m + (1 - beta1) * g;
    return switch (slip) {
      case SIGN_OF_G -> Math.signum(g);
      case SIGN_OF_M -> Math.signum(m);
      case NO_SIGN -> mixed;
      case SIGN_OF_0 -> mixed >= 0 ? 1 : -1;
      case DECAY_INSIDE -> Math.signum(mixed + lambda * theta);
      default -> Math.signum(mixed);
    };
  }

  private double decay(double theta) {
    return switch (slip) {
      case NO_DECAY, DECAY_INSIDE -> 0;
      case DECAY_WITHOUT_ALPHA -> lambda * theta;
      default -> alpha * lambda * theta;
    };
  }
}
