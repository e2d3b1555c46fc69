package moments.optim;

/**
 * The learning rate as a function of the step, {@code αₜ} for t = 1, 2, ….
 *
 * <p>Your own is a lambda: {@code t -> Math.min(1, t / 500.0) * 1e-3} warms up for 500 steps.
 */
@FunctionalInterface
public interface Schedule {
  /** The learning rate of step {@code t}, counted from 1; below 7e-46 it is 0 as a float. */
  double at(long t);

  /** {@code αₜ = lr}. */
  static Schedule constant(double lr) {
    requirePositive("constant", "lr", lr);
    return t -> lr;
  }

  /** {@code αₜ = lr/√t}, the decay of Adam's convergence theorem (Kingma and Ba, §4). */
  static Schedule inverseSqrt(double lr) {
    requirePositive("inverseSqrt", "lr", lr);
    return t -> lr / Math.sqrt(t);
  }

  /**
   * {@code αₜ = lr·(1 + cos(π(t−1)/steps))/2}: half a wave from {@code lr} at t = 1 down to 0 after
   * {@code steps} steps, and 0 from then on (Loshchilov and Hutter 2017, equation 5, no restarts).
   */
  static Schedule cosine(double lr, long steps) {
    requirePositive("cosine", "lr", lr);
    requirePositive("cosine", "steps", steps);
    return t -> lr * (1 + StrictMath.cos(Math.PI * Math.min(t - 1, steps) / steps)) / 2;
  }

  /** {@code αₜ = lr·factor^⌊(t−1)/every⌋}: times {@code factor} every {@code every} steps. */
  static Schedule step(double lr, long every, double factor) {
    requirePositive("step", "lr", lr);
    requirePositive("step", "every", every);
    requirePositive("step", "factor", factor);
    return t -> lr * StrictMath.pow(factor, (t - 1) / every);
  }

  private static void requirePositive(String schedule, String name, double value) {
    if (!((float) value > 0 && value <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "Schedule.%s: %s must be finite and greater than 0 as a float, got %s"
              .formatted(schedule, name, value));
    }
  }
}
