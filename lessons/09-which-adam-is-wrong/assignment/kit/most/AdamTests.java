import moments.explore.Probe;

/** Two steps of two weights. */
final class AdamTests {
  static void twoSteps(Probe adam) {
    adam.step(3, -2e-8);
    adam.weight(1).isNear(0.001 * 2 / 3, 1e-3);
    adam.step(-1, -2e-8);
    adam.weight(0).isNear(-0.0014002221, 1e-3);
  }
}
