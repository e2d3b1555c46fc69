import moments.explore.Probe;

/** Laws in place of numbers, and one value for each place of ε. */
final class AdamTests {
  static void halfAStepWhereTheGradientIsEps(Probe adam) {
    adam.step(3, -1e-8);
    adam.weight(0).isNear(-0.001, 1e-3);
    adam.weight(1).isNear(0.0005, 1e-3);
    adam.step(-1, -1e-8);
    adam.weight(0).isNear(-0.0014002221, 1e-3);
  }

  static void manySmallStepsAreOneLarge(Probe adam) {
    adam.with(1, 0, 0, 0).step(1).step(0.01);
    adam.weight(0).isNear(-2, 1e-3);
  }

  static void itRollsOnWhereTheGradientIsZero(Probe adam) {
    adam.with(1, 0.5, 0.25, 0).step(1).step(0);
    adam.weight(0).isNear(-1 - 0.25 / 0.75 / Math.sqrt(0.1875 / 0.9375), 1e-3);
  }

  static void itDoesNotMatterWhereTheWeightIs(Probe adam) {
    adam.with(1000, 0.9, 0.999, 1e-8).step(1).step(0);
    adam.weight(0).isNear(-1000 * (1 + 0.09 / 0.19 / Math.sqrt(0.000999 / 0.001999)), 1e-3);
  }
}
