package assignment11;

import assignments.Mistake;
import assignments.Rule;
import java.util.Arrays;

/**
 * AdamW in doubles, or with a mistake built in.
 *
 * <p>Source: Loshchilov and Hutter, <em>Decoupled Weight Decay Regularization</em>, 2019, Algorithm
 * 2, in PyTorch's form.
 */
final class PaperAdamW implements Rule {
  /** The slips. */
  enum Slip implements Mistake {
    NONE(""),
    NO_DECAY("without decay"),
    L2("when λθ is added to the gradient"),
    DIVIDED("when λθ is added to m̂ and divided by the root"),
    WITHOUT_ALPHA("when θ decays by λ in place of αλ"),
    AFTER_THE_STEP("when θ decays after the step"),
    GROWTH("with 1 + αλ in place of 1 − αλ"),
    NO_CORRECTION("without bias correction"),
    EPS_INSIDE_ROOT("with ε inside the root");

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
  private final double eps;
  private final double lambda;
  private final double[] m;
  private final double[] v;
  private int t;

  /**
   * AdamW at t = 0.
   *
   * @param settings α, β₁, β₂, ε, λ
   * @param sizes of the parameters
   */
  PaperAdamW(Slip slip, double[] settings, int... sizes) {
    this.slip = slip;
    alpha = settings[0];
    beta1 = settings[1];
    beta2 = settings[2];
    eps = settings[3];
    lambda = settings[4];
    int count = Arrays.stream(sizes).sum();
    m = new double[count];
    v = new double[count];
  }

  @Override
  public void step(double[] theta, double[] g) {
    t++;
    for (int i = 0; i < theta.length; i++) {
      double seen = g[i] + (slip == Slip.L2 ? lambda * theta[i] : 0);
      m[i] = beta1 * m[i] + (1 - beta1) * seen;
      v[i] = beta2 * v[i] + (1 - beta2) * seen * seen;
      double change = change(m[i] / correction(beta1), v[i] / correction(beta2), theta[i]);
      theta[i] =
          slip == Slip.AFTER_THE_STEP ? (theta[i] - change) * kept() : theta[i] * kept() - change;
    }
  }

  private double change(double mHat, double vHat, double theta) {
    double mean = mHat + (slip == Slip.DIVIDED ? lambda * theta : 0);
    return slip == Slip.EPS_INSIDE_ROOT
        ? alpha * mean / Math.sqrt(vHat + eps)
        : alpha * mean / (Math.sqrt(vHat) + eps);
  }

  private double correction(double beta) {
    return slip == Slip.NO_CORRECTION ? 1 : 1 - Math.pow(beta, t);
  }

  private double kept() {
    return switch (slip) {
      case NO_DECAY, L2, DIVIDED -> 1;
      case WITHOUT_ALPHA -> 1 - lambda;
      case GROWTH -> 1 + alpha * lambda;
      default -> 1 - alpha * lambda;
    };
  }
}
