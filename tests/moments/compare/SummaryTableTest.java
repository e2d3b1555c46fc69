package moments.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import moments.plot.Samples;
import moments.train.History;
import moments.train.History.Point;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class SummaryTableTest {
  /** The last step of a run of {@link Samples}. */
  private static final long END = 20;

  @Test
  void oneSeedIsShownAsItIs() {
    Map<String, Double> rates = Map.of("sgd", 0.001, "adam", 1e-4);
    Table table = SummaryTable.of(Samples.of(1, "sgd", "adam"), END, rates);
    assertEquals("At the last step", table.name());
    assertEquals(
        List.of("optimizer", "learning rate", "test accuracy", "test loss", "time"),
        table.columnNames());
    assertEquals(List.of("SGD", "0.001", "40.0 %", "1.250", "2.0 s"), row(table, 0));
    assertEquals(List.of("Adam", "0.0001", "40.0 %", "1.250", "2.0 s"), row(table, 1));
  }

  @Test
  void severalSeedsAreMeanAndDeviation() {
    Table table = SummaryTable.of(Samples.of(3, "adam"), END, Map.of());
    assertEquals("At the last step: mean ± standard deviation of 3 seeds", table.name());
    assertEquals(
        List.of("Adam", "–", "50.0 ± 10.0 %", "1.250 ± 0.000", "4.0 ± 2.0 s"), row(table, 0));
  }

  @Test
  void aRunThatEndedEarlyIsNamed() {
    History history = Samples.of(2, "adam");
    history.add(new Point("sgd", 1, 1, 10, 40, 1.0, 2.25, Double.NaN, 0.2));
    Table table = SummaryTable.of(history, END, Map.of());
    assertEquals("SGD (0 of 2)", row(table, 1).get(0));
    assertEquals("–", row(table, 1).get(3));
  }

  @Test
  void aSingleRunSaysHowItEnded() {
    History history = Samples.of(1, "adam");
    history.add(new Point("sgd", 1, 1, 10, 40, 1.0, 2.25, 2.0, 0.2));
    history.add(new Point("rmsprop", 1, 1, 9, 36, 1.0, Double.NaN, Double.NaN, Double.NaN));
    Table table = SummaryTable.of(history, END, Map.of("sgd", 1e-300));
    assertEquals(List.of("SGD (stopped)", "1e-300", "20.0 %", "2.000", "1.0 s"), row(table, 1));
    assertEquals(List.of("RMSProp (diverged)", "–", "–", "–", "1.0 s"), row(table, 2));
  }

  @Test
  void theOnlyRunSoFarMayHaveBeenStoppedToo() {
    History history = new History();
    history.add(new Point("sgd", 1, 1, 10, 40, 1.0, 2.25, 2.0, 0.2));
    assertEquals("SGD (stopped)", row(SummaryTable.of(history, END, Map.of()), 0).get(0));
  }

  @Test
  void ofPartlyDivergedSeedsItShowsTheOthersAndHowMany() {
    History history = Samples.of(3, "adam");
    history.add(new Point("adam", 2, 1, 20, 80, 1.0, Double.NaN, Double.NaN, Double.NaN));
    Table table = SummaryTable.of(history, END, Map.of());
    assertEquals(
        List.of("Adam (2 of 3)", "–", "50.0 ± 14.1 %", "1.250 ± 0.000", "4.0 ± 2.8 s"),
        row(table, 0));
  }

  private static List<Object> row(Table table, int index) {
    Row row = table.row(index);
    return table.columnNames().stream().map(row::getObject).toList();
  }
}
