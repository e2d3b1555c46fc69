import moments.explore.Probe;

/**
 * Tests of an Adam, by you: every right one passes, every wrong one fails.
 *
 * <p>Each {@code static void} method with a {@code Probe} is a test. All weights are 0 at first.
 *
 * <pre>
 * adam.with(1, 0.9, 0.999, 1e-8);               // α, β₁, β₂, ε, if not the paper's
 * adam.step(3, -2);                             // one step of two weights, with these gradients
 * adam.steps(10, 3, -2);                        // ten more
 * adam.weight(1).isNear(0.011, 1e-3);           // the second weight, within 0.1 %
 * adam.weight(0).isNear(other.weight(0), 1e-3); // as in another run, Probe other = adam.anew()
 * </pre>
 */
final class AdamTests {
  static void myFirstTest(Probe adam) {
    // BEGIN SOLUTION
    // Half a step where the gradient is ε, and for the second weight as for the first.
    adam.step(3, -1e-8);
    adam.weight(0).isNear(-0.001, 1e-3);
    adam.weight(1).isNear(0.0005, 1e-3);
    // m = 0.9·0.3 − 0.1 = 0.17 and v = 0.999·0.009 + 0.001 = 0.009991, divided by 0.19 and 0.001999.
    adam.step(-1, -1e-8);
    adam.weight(0).isNear(-0.001 - 0.001 * 0.17 / 0.19 / Math.sqrt(0.009991 / 0.001999), 1e-3);
    // END SOLUTION
  }

  // BEGIN SOLUTION: // As many more as you need.
  /** With m = 0.5·0.5 and v = 0.25·0.75 it goes on after the gradient has stopped. */
  static void goesOnWithoutGradient(Probe adam) {
    adam.with(1, 0.5, 0.25, 0).step(1).step(0);
    adam.weight(0).isNear(-1 - 0.25 / 0.75 / Math.sqrt(0.1875 / 0.9375), 1e-3);
  }

  /** Without any memory each step is α long, also after a large gradient. */
  static void forgetsLargeGradients(Probe adam) {
    adam.with(1, 0, 0, 0).step(1).step(0.01);
    adam.weight(0).isNear(-2, 1e-3);
  }

  /** A step depends on the gradients alone, not on where the weight is. */
  static void forgetsWhereItIs(Probe adam) {
    adam.with(1000, 0.9, 0.999, 1e-8).step(1).step(0);
    adam.weight(0).isNear(-1000 * (1 + 0.09 / 0.19 / Math.sqrt(0.000999 / 0.001999)), 1e-3);
  }

  // END SOLUTION
}
