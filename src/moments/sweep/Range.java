package moments.sweep;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Where to look for a hyperparameter, evenly on a logarithmic scale.
 *
 * @param name as in the optimizer's constructor, {@code lr}; {@code 1-beta1} for the distance of β₁
 *     from 1, which is what has a scale
 * @param usual its value where nothing is tuned
 */
public record Range(String name, double low, double high, double usual) {
  /** An interval at either end, of this share of the scale, counts as the edge. */
  private static final double EDGE = 0.1;

  private static final double WIDER = 10;

  /** A range that has values to choose from. */
  public Range {
    if (!(low > 0 && low < high && high <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "%s: expected a range 0 < low < high, got %s … %s".formatted(name, low, high));
    }
  }

  /** The value at {@code share}, 0 … 1, of the way from {@code low} to {@code high}. */
  double at(double share) {
    return low * StrictMath.pow(high / low, share);
  }

  /** Whether a best value here says that the range is too narrow. */
  boolean isAtEdge(double value) {
    return !beyond(value).equals(this);
  }

  /** The next ten-fold beyond the edge where {@code value} is; this range if it is at none. */
  Range beyond(double value) {
    double share = StrictMath.log(value / low) / StrictMath.log(high / low);
    if (share < EDGE) {
      return new Range(name, low / WIDER, low, usual);
    }
    double most = name.startsWith("1-") ? 1 : Double.MAX_VALUE; // At 1, β is 0.
    return share > 1 - EDGE && high < most
        ? new Range(name, high, Math.min(most, high * WIDER), usual)
        : this;
  }

  /** For each of {@code ranges} the smallest one that holds it and its counterpart. */
  static List<Range> union(List<Range> ranges, List<Range> others) {
    return IntStream.range(0, ranges.size())
        .mapToObj(i -> ranges.get(i).with(others.get(i)))
        .toList();
  }

  private Range with(Range other) {
    return new Range(name, Math.min(low, other.low), Math.max(high, other.high), usual);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s of %.0e … %.0e", name, low, high);
  }
}
