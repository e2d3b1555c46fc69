package moments.sweep;

/**
 * Where to look for a hyperparameter, evenly on a logarithmic scale.
 *
 * @param name as in the optimizer's constructor, {@code lr}; {@code 1-beta1} for the distance of β₁
 *     from 1, which is what has a scale
 * @param usual its value where nothing is tuned
 */
record Range(String name, double low, double high, double usual) {
  /** An interval at either end, of this share of the scale, counts as the edge. */
  private static final double EDGE = 0.1;

  /** The value at {@code share}, 0 … 1, of the way from {@code low} to {@code high}. */
  double at(double share) {
    return low * StrictMath.pow(high / low, share);
  }

  /** Whether a best value here says that the range is too narrow. */
  boolean isAtEdge(double value) {
    double share = StrictMath.log(value / low) / StrictMath.log(high / low);
    return share < EDGE || share > 1 - EDGE;
  }
}
