import moments.explore.Probe;

/** Ten gradients of 1 make ten steps of α. */
final class AdamTests {
  static void tenSteps(Probe adam) {
    adam.steps(10, 1);
    adam.weight(0).isNear(-0.01, 1e-3);
  }
}
