package moments.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import moments.reproduce.Figure3Plan.Task;
import org.junit.jupiter.api.Test;

class Figure3PlanTest {
  private final Map<Run, Costs> done = new HashMap<>();
  private final List<String> order = new ArrayList<>();

  private Figure3Plan plan(int epochs, String... optimizers) {
    Figure3Settings settings =
        new Figure3Settings("zca", List.of(optimizers), epochs, List.of(1L, 2L));
    return new Figure3Plan(settings, run -> done.getOrDefault(run, new Costs(List.of())));
  }

  /** Every run costs the more, the farther its rate is from 0.1; works the plan off. */
  private void work(Figure3Plan plan) {
    for (List<Task> next = plan.next(); !next.isEmpty(); next = plan.next()) {
      Task task = next.get(0);
      order.add("%s to %s".formatted(task.run().id(), task.epoch()));
      Costs costs = done.getOrDefault(task.run(), new Costs(List.of()));
      while (costs.size() < task.epoch()) {
        double cost = Math.abs(Math.log10(task.run().lr() / 0.1)) + 1.0 / (1 + costs.size());
        costs = costs.plus(new Costs.Epoch(costs.size() + 1, 60, cost, cost, cost, 0.5));
      }
      done.put(task.run(), costs);
    }
  }

  @Test
  void theGridGrowsUntilTheBestIsInsideAndTheBestTwoGoOn() {
    work(plan(45, "adagrad"));
    assertEquals(
        List.of(
            "zca-adagrad-lr0.003-seed1 to 1",
            "zca-adagrad-lr0.01-seed1 to 1",
            "zca-adagrad-lr0.03-seed1 to 1",
            "zca-adagrad-lr0.1-seed1 to 1",
            "zca-adagrad-lr0.3-seed1 to 1",
            "zca-adagrad-lr0.1-seed1 to 3",
            "zca-adagrad-lr0.3-seed1 to 3",
            "zca-adagrad-dropout-lr0.1-seed1 to 3",
            "zca-adagrad-lr0.1-seed2 to 3",
            "zca-adagrad-dropout-lr0.1-seed2 to 3",
            "channels-adagrad-lr0.1-seed1 to 3",
            "zca-adagrad-lr0.1-seed1 to 10",
            "zca-adagrad-lr0.1-seed1 to 20",
            "zca-adagrad-lr0.1-seed1 to 30",
            "zca-adagrad-lr0.1-seed1 to 45",
            "zca-adagrad-dropout-lr0.1-seed1 to 10",
            "zca-adagrad-dropout-lr0.1-seed1 to 20",
            "zca-adagrad-dropout-lr0.1-seed1 to 30",
            "zca-adagrad-dropout-lr0.1-seed1 to 45"),
        order);
  }

  @Test
  void allOptimizersOfAPanelReachAMarkBeforeAnyGoesOn() {
    Figure3Plan plan = plan(20, "adam", "rmsprop");
    work(plan);
    List<String> marks =
        order.stream()
            .filter(line -> line.matches(".* to (10|20)"))
            .map(Figure3PlanTest::end)
            .toList();
    assertEquals(List.of("10", "10", "20", "20", "10", "10", "20", "20"), marks);
    assertEquals(0, plan.epochsLeft(this::trained));
  }

  @Test
  void moreEpochsThanThePaperHasAreTrained() {
    work(plan(50, "adagrad"));
    List<String> all =
        order.stream().filter(line -> line.startsWith("zca-adagrad-lr0.1-seed1 to ")).toList();
    assertEquals(
        List.of("1", "3", "10", "20", "30", "50"), all.stream().map(Figure3PlanTest::end).toList());
  }

  private int trained(Run run) {
    return done.getOrDefault(run, new Costs(List.of())).size();
  }

  private static String end(String line) {
    return line.replaceFirst(".* to ", "");
  }

  @Test
  void theCurvesAreKnownOnlyWhenTheRatesAreChosen() {
    Figure3Plan plan = plan(1, "adam");
    assertTrue(plan.curves().isEmpty());
    assertTrue(plan.epochsLeft(this::trained) > 0);
    work(plan);
    assertEquals(5, plan.curves().size(), "two seeds with and without dropout, and by colour");
  }

  @Test
  void aRateThatDivergesIsTheWorst() {
    Figure3Plan plan = plan(1, "adagrad");
    double nan = Double.NaN;
    Costs diverged = new Costs(List.of(new Costs.Epoch(1, 60, nan, nan, nan, nan)));
    for (String lr : List.of("0.1", "0.3")) {
      done.put(new Run("zca", "adagrad", 0, false, Double.parseDouble(lr), 1), diverged);
    }
    work(plan);
    assertEquals(0.03, plan.chosen("adagrad").lr());
  }
}
