package moments.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import moments.sweep.Outcome.Reached;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static final double MISSED = Double.POSITIVE_INFINITY;

  /** Two seeds, two targets: four problems. */
  @Test
  void aProfileIsTheShareWithinSoManyTimesTheBest() {
    Entry a = entry("a", new double[][] {{100, 400}, {100, MISSED}});
    Entry b = entry("b", new double[][] {{200, 200}, {100, MISSED}});
    Map<Entry, Profile> profiles = Profile.of(List.of(a, b), 2, Reached::steps);
    Profile of = Objects.requireNonNull(profiles.get(a));
    assertArrayEquals(new double[] {1, 1, 2}, of.ratios());
    assertArrayEquals(new double[] {0.25, 0.5, 0.75}, of.shares());
    assertEquals(0, of.at(0.9));
    assertEquals(0.5, of.at(1.5));
    assertEquals(0.75, of.at(100), "a target that all missed counts for nobody");
    assertArrayEquals(new double[] {1, 1, 2}, Objects.requireNonNull(profiles.get(b)).ratios());
  }

  @Test
  void aSeedThatOneHasNotFinishedIsLeftOut() {
    Entry a = entry("a", new double[][] {{100}, {100}});
    Entry b = entry("b", new double[][] {{200}});
    Profile of = Objects.requireNonNull(Profile.of(List.of(a, b), 1, Reached::steps).get(a));
    assertArrayEquals(new double[] {1}, of.ratios());
    assertArrayEquals(new double[] {1}, of.shares());
  }

  /** Needs of each seed, for each target. */
  private static Entry entry(String name, double[][] needs) {
    Run trial = new Run(name + "-trial-01", name, Map.of(), 1, false, false);
    List<Outcome> seeds = new ArrayList<>();
    for (double[] targets : needs) {
      List<Reached> reached = new ArrayList<>();
      for (double steps : targets) {
        reached.add(new Reached(steps, steps / 1000));
      }
      seeds.add(new Outcome(trial.last(seeds.size() + 2, false), 0.5, reached, List.of()));
    }
    return new Entry(name, true, trial, seeds);
  }
}
