package assignment11;

import assignments.Mistake;
import assignments.Rule;
import java.util.Arrays;

/**
 * AMSGrad in doubles, as published and with an ε, or with a mistake built in.
 *
 * <p>Source: Reddi, Kale and Kumar, <em>On the Convergence of Adam and Beyond</em>, 2018, Algorithm
 * 2.
 */
final class PaperAmsGrad implements Rule {
  /** The slips. */
  enum Slip implements Mistake {
    NONE(""),
    NO_MAXIMUM("without the maximum"),
    MINIMUM("with a minimum in place of the maximum"),
    MAXIMUM_IN_V("when the maximum is written back to v"),
    MAXIMUM_OF_G("with the maximum of g² in place of that of v"),
    CORRECTED("with bias correction"),
    EPS_INSIDE_ROOT("with ε inside the root"),
    SHARED_MAXIMUM("when all elements share one v̂");

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
  private final double[] m;
  private final double[] v;
  private final double[] vHat;
  private int t;

  /**
   * AMSGrad at t = 0.
   *
   * @param settings α, β₁, β₂, ε
   * @param sizes of the parameters
   */
  PaperAmsGrad(Slip slip, double[] settings, int... sizes) {
    this.slip = slip;
    alpha = settings[0];
    beta1 = settings[1];
    beta2 = settings[2];
    eps = settings[3];
    int count = Arrays.stream(sizes).sum();
    m = new double[count];
    v = new double[count];
    vHat = new double[count];
  }

  @Override
  public void step(double[] theta, double[] g) {
    t++;
    for (int i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      double highest = highest(slip == Slip.SHARED_MAXIMUM ? 0 : i, v[i], g[i] * g[i]);
      if (slip == Slip.MAXIMUM_IN_V) {
        v[i] = highest;
      }
      double mean = slip == Slip.CORRECTED ? m[i] / (1 - Math.pow(beta1, t)) : m[i];
      double square = slip == Slip.CORRECTED ? highest / (1 - Math.pow(beta2, t)) : highest;
      theta[i] -=
          slip == Slip.EPS_INSIDE_ROOT
              ? alpha * mean / Math.sqrt(square + eps)
              : alpha * mean / (Math.sqrt(square) + eps);
    }
  }

  private double highest(int i, double v, double square) {
    vHat[i] =
        switch (slip) {
          case NO_MAXIMUM -> v;
          case MINIMUM -> t == 1 ? v : Math.min(vHat[i], v);
          case MAXIMUM_OF_G -> Math.max(vHat[i], square);
          default -> Math.max(vHat[i], v);
        };
    return vHat[i];
  }
}
