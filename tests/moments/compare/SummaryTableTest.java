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
  @Test
  void oneSeedIsShownAsItIs() {
    Table table = SummaryTable.of(Samples.of(1, "sgd", "adam"), Map.of("sgd", 0.001, "adam", 1e-4));
    assertEquals("At the last step", table.name());
    assertEquals(
        List.of("optimizer", "learning rate", "test accuracy", "test loss", "time"),
        table.columnNames());
    assertEquals(List.of("SGD", "0.001", "40.0 %", "1.250", "2.0 s"), row(table, 0));
    assertEquals(List.of("Adam", "0.0001", "40.0 %", "1.250", "2.0 s"), row(table, 1));
  }

  @Test
  void severalSeedsAreMeanAndDeviation() {
    Table table = SummaryTable.of(Samples.of(3, "adam"), Map.of());
    assertEquals("At the last step: mean ± standard deviation of 3 seeds", table.name());
    assertEquals(
        List.of("Adam", "–", "50.0 ± 10.0 %", "1.250 ± 0.000", "4.0 ± 2.0 s"), row(table, 0));
  }

  @Test
  void aRunThatEndedEarlyIsNamed() {
    History history = Samples.of(2, "adam");
    history.add(new Point("sgd", 1, 1, 10, 40, 1.0, 2.25, Double.NaN, 0.2));
    Table table = SummaryTable.of(history, Map.of());
    assertEquals("SGD (stopped at step 10) (1 of 2 seeds)", row(table, 1).get(0));
    assertEquals("–", row(table, 1).get(3));
  }

  private static List<Object> row(Table table, int index) {
    Row row = table.row(index);
    return table.columnNames().stream().map(row::getObject).toList();
  }
}
