package moments.lesson;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What the checks of a lesson call; a failure is an AssertionError. */
public final class Check {
  private Check() {}

  /**
   * The prose says {@code figure}, and {@code value} rounds to it, at as many decimals as it has.
   *
   * <p>The tests also hold {@code figure} against the prose of the section, to the letter.
   */
  public static void says(String figure, double value) {
    BigDecimal said = new BigDecimal(figure.replace(",", ""));
    BigDecimal is = Double.isFinite(value) ? new BigDecimal(value) : BigDecimal.ZERO;
    if (!Double.isFinite(value)
        || is.setScale(said.scale(), RoundingMode.HALF_EVEN).compareTo(said) != 0) {
      throw new AssertionError("the prose says %s, but it is %s".formatted(figure, value));
    }
  }

  /** {@code holds} is true. */
  public static void that(String claim, boolean holds) {
    if (!holds) {
      throw new AssertionError("not so: " + claim);
    }
  }
}
