package moments.sweep;

import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * A mean with its 95 % interval by Student's t: mean ± t₀.₉₇₅(n−1)·√(variance/n).
 *
 * @param half its half-width; NaN for a single value
 */
record Interval(double mean, double half, int n) {
  private static final double QUANTILE = 0.975;

  static Interval of(double... values) {
    int n = values.length;
    double half =
        n < 2
            ? Double.NaN
            : new TDistribution(n - 1).inverseCumulativeProbability(QUANTILE)
                * Math.sqrt(StatUtils.variance(values) / n);
    return new Interval(StatUtils.mean(values), half, n);
  }

  double low() {
    return mean - half;
  }

  double high() {
    return mean + half;
  }

  /** {@code 54.0 ± 1.3}, or {@code 54.0} for a single value. */
  String text(double scale, int digits) {
    String number = "%." + digits + "f";
    return Double.isNaN(half)
        ? String.format(Locale.ROOT, number, scale * mean)
        : String.format(Locale.ROOT, number + " ± " + number, scale * mean, scale * half);
  }
}
