package assignment12;

import assignments.Mistake;
import assignments.Rule;
import java.util.Arrays;

/** Adam in doubles, for the few tests of it that are left here; lesson 8 has the others. */
final class PlainAdam implements Rule {
  /** The slips. */
  enum Slip implements Mistake {
    NONE(""),
    NO_CORRECTION("without bias correction"),
    ROOT_MISSING("without the root"),
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
  private final double[] settings;
  private final double[] m;
  private final double[] v;
  private int t;

  /**
   * Adam at t = 0.
   *
   * @param settings α, β₁, β₂, ε
   */
  PlainAdam(Slip slip, double[] settings, int... sizes) {
    this.slip = slip;
    this.settings = settings.clone();
    m = new double[Arrays.stream(sizes).sum()];
    v = new double[m.length];
  }

  @Override
  public void step(double[] theta, double[] g) {
    t++;
    for (int i = 0; i < theta.length; i++) {
      m[i] = settings[1] * m[i] + (1 - settings[1]) * g[i];
      v[i] = settings[2] * v[i] + (1 - settings[2]) * g[i] * g[i];
      double vHat = v[i] / correction(settings[2]);
      double size = slip == Slip.ROOT_MISSING ? vHat : Math.sqrt(vHat);
      double change = settings[0] * m[i] / correction(settings[1]) / (size + settings[3]);
      theta[i] -= slip == Slip.UPHILL ? -change : change;
    }
  }

  private double correction(double beta) {
    return slip == Slip.NO_CORRECTION ? 1 : 1 - Math.pow(beta, t);
  }
}
