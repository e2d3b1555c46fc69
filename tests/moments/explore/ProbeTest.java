package moments.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ProbeTest {
  private final Probe probe = new Probe();

  @Test
  void writesDownRunsAndExpectations() {
    probe.step(1, 2).weight(1).isNear(-0.001, 1e-3);
    Probe other = probe.anew().with(1, 0.5, 0.5, 0).steps(2, 3);
    other.weight(0).isNear(probe.weight(0), 1e-6);

    assertArrayEquals(
        new double[][][] {
          {{0.001, 0.9, 0.999, 1e-8}, {1, 2}},
          {{1, 0.5, 0.5, 0}, {3}, {3}},
        },
        probe.runs());
    assertArrayEquals(
        new double[][] {{0, 1, 1, 1e-3, -0.001}, {1, 2, 0, 1e-6, 0, 1, 0}}, probe.expectations());
  }

  @Test
  void saysWhatCannotBeWrittenDown() {
    assertEquals(
        "there is no weight 0: the last step had 0 gradients",
        assertThrows(IllegalArgumentException.class, () -> probe.weight(0)).getMessage());
    probe.step(1);
    assertEquals(
        "expected a gradient for each of 1 weights, got 2 gradients",
        assertThrows(IllegalArgumentException.class, () -> probe.step(1, 2)).getMessage());
    assertEquals(
        "the settings come before the first step",
        assertThrows(IllegalStateException.class, () -> probe.with(1, 0, 0, 0)).getMessage());
    assertEquals(
        "a run has at most 10000 gradients",
        assertThrows(IllegalStateException.class, () -> probe.steps(Probe.MOST, 1)).getMessage());
  }
}
