package moments.sweep;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialsTest {
  private final Contestants contestants = new Contestants();

  @Test
  void aGridHasTheDefaultsAndItsPointsInEqualRatios() {
    List<Double> rates =
        trials(Map.of("lr", 5), "sgd").stream().map(run -> value(run, "lr")).toList();
    double[] expected = {0.001, 1e-4, 1e-3, 1e-2, 1e-1, 1};
    assertEquals(expected.length, rates.size());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], rates.get(i), 1e-12);
    }
  }

  @Test
  void whoLacksAHyperparameterHasMoreRatesInstead() {
    List<Run> runs = trials(Map.of("lr", 3, "eps", 2), "sgd", "adam");
    assertEquals(
        Map.of("sgd", 7L, "adam", 7L),
        runs.stream().collect(groupingBy(Run::optimizer, counting())));
    assertEquals(6, distinct(runs.stream().skip(2), "sgd", "lr"));
    assertEquals(3, distinct(runs.stream().skip(2), "adam", "lr"));
    assertEquals(2, distinct(runs.stream().skip(2), "adam", "eps"));
    assertEquals(1, distinct(runs.stream().skip(2), "adam", "1-beta1"));
  }

  private static int distinct(Stream<Run> runs, String optimizer, String hyperparameter) {
    return (int)
        runs.filter(run -> run.optimizer().equals(optimizer))
            .map(run -> value(run, hyperparameter))
            .distinct()
            .count();
  }

  @Test
  void aRangeWithItsBestAtTheEdgeIsWidenedAndAllGetAsManyTrials() {
    PlanSettings settings = settings(4, Map.of(), "sgd", "adam");
    Plan plan = new Plan(settings, contestants);
    Trials before = Trials.of(plan, contestants);

    Trials wider =
        before
            .widened(
                settings,
                contestants,
                Map.of("sgd", best("sgd", Map.of("lr", 0.9)), "adam", best("adam", Map.of())))
            .orElseThrow();

    List<Run> more = wider.runs().subList(8, wider.runs().size());
    assertEquals(
        Map.of("sgd", 2L, "adam", 2L),
        more.stream().collect(groupingBy(Run::optimizer, counting())));
    for (Run run : more) {
      if (run.optimizer().equals("sgd")) {
        assertTrue(value(run, "lr") > 1 && value(run, "lr") <= 10, run.toString());
      }
    }
    assertEquals(List.of(new Range("lr", 1e-4, 10, 0.001)), wider.ranges().get("sgd"));
    assertEquals(before.ranges().get("adam"), wider.ranges().get("adam"));
    Set<String> ids = new HashSet<>(wider.runs().stream().map(Run::id).toList());
    assertEquals(12, ids.size(), "each has a folder of its own");
  }

  @Test
  void whereNoBestIsAtAnEdgeNothingIsWidened() {
    PlanSettings settings = settings(4, Map.of(), "sgd");
    Trials trials = Trials.of(new Plan(settings, contestants), contestants);
    assertEquals(
        Optional.empty(),
        trials.widened(settings, contestants, Map.of("sgd", best("sgd", Map.of("lr", 0.01)))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eps | A grid needs lr and sizes from 1 on, as in lr=5, got {eps=3}",
        "lr  | A grid needs lr and sizes from 1 on, as in lr=5, got {lr=0}",
      })
  void aGridThatIsNoneIsRefused(String name, String message) {
    Map<String, Integer> sizes = Map.of(name, name.equals("lr") ? 0 : 3);
    assertEquals(
        message,
        assertThrows(SweepException.class, () -> PlanSettings.trialsOfGrid(sizes)).getMessage());
  }

  private Outcome best(String optimizer, Map<String, Double> changed) {
    Map<String, Double> values = contestants.named(optimizer).defaults();
    values.putAll(changed);
    return new Outcome(
        new Run(optimizer + "-best", optimizer, values, 1, false, false),
        0.5,
        List.of(),
        List.of());
  }

  private List<Run> trials(Map<String, Integer> grid, String... optimizers) {
    return Trials.first(settings(PlanSettings.trialsOfGrid(grid), grid, optimizers), contestants);
  }

  private static PlanSettings settings(
      int trials, Map<String, Integer> grid, String... optimizers) {
    return new PlanSettings(
        "tutorial",
        1,
        4,
        12,
        100,
        2,
        List.of(0.5),
        List.of(optimizers),
        trials,
        grid,
        1,
        Decay.NONE,
        1,
        List.of(2L));
  }

  private static double value(Run run, String name) {
    return Objects.requireNonNull(run.hyperparameters().get(name));
  }
}
