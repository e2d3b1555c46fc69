package assignment08;

import assignments.Rule;
import java.util.Arrays;

/**
 * Adam in doubles, as the paper has it, or with a mistake built in; the moments of all θ.
 *
 * <p>Source: Kingma and Ba, <em>Adam</em>, 2015, Algorithm 1.
 */
final class PaperAdam implements Rule {
  private final AdamMistake mistake;
  private final double alpha;
  private final double beta1;
  private final double beta2;
  private final double eps;
  private final int[] sizes;
  private final double[] m;
  private final double[] v;
  private int t;

  /**
   * An Adam at t = 0.
   *
   * @param settings α, β₁, β₂, ε
   * @param sizes of the parameters
   */
  PaperAdam(AdamMistake mistake, double[] settings, int... sizes) {
    this.mistake = mistake;
    this.sizes = sizes;
    boolean swapped = mistake == AdamMistake.BETAS_SWAPPED;
    alpha = settings[0];
    beta1 = settings[swapped ? 2 : 1];
    beta2 = settings[swapped ? 1 : 2];
    eps = settings[3];
    int count = Arrays.stream(sizes).sum();
    m = new double[count];
    v = new double[count];
    t = mistake == AdamMistake.T_FROM_0 ? -1 : 0;
  }

  @Override
  public void step(double[] theta, double[] g) {
    int i = 0;
    t++;
    for (int k = 0; k < sizes.length; k++) {
      if (k > 0 && mistake == AdamMistake.T_PER_PARAMETER) {
        t++;
      }
      for (int end = i + sizes[k]; i < end; i++) {
        theta[i] -= (mistake == AdamMistake.UPHILL ? -1 : 1) * change(i, g[i]);
      }
    }
  }

  private double change(int element, double g) {
    int i = mistake == AdamMistake.SHARED_MOMENTS ? 0 : element;
    m[i] = beta1 * m[i] + (mistake == AdamMistake.BETA1_SHARE ? 1 : 1 - beta1) * g;
    double square = mistake == AdamMistake.NOT_SQUARED ? g : g * g;
    v[i] = beta2 * v[i] + (mistake == AdamMistake.BETA2_SHARE ? 1 : 1 - beta2) * square;
    double mHat = m[i] / (mistake == AdamMistake.M_UNCORRECTED ? 1 : correction(beta1));
    double vHat = v[i] / (mistake == AdamMistake.V_UNCORRECTED ? 1 : correction(beta2));
    return switch (mistake) {
      case EPS_INSIDE_ROOT -> alpha * mHat / Math.sqrt(vHat + eps);
      case EPS_OUTSIDE -> alpha * (mHat / Math.sqrt(vHat) + eps);
      case EPS_MISSING -> alpha * mHat / Math.sqrt(vHat);
      case EPS_BARE -> alpha * mHat / (Math.sqrt(vHat) + eps / Math.sqrt(correction(beta2)));
      case ROOT_MISSING -> alpha * mHat / (vHat + eps);
      default -> alpha * mHat / (Math.sqrt(vHat) + eps);
    };
  }

  private double correction(double beta) {
    return switch (mistake) {
      case NO_CORRECTION -> 1;
      case CORRECTED_BY_BETA -> beta;
      case T_STAYS_1 -> 1 - beta;
      default -> 1 - Math.pow(beta, t);
    };
  }
}
