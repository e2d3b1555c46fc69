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
    // Your code.
    throw new UnsupportedOperationException("TODO: your code");
  }

  // Your code.
  // As many more as you need.
}
