package moments.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import moments.reproduce.Figure3Results.Cost;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class Figure3GridTest {
  private static final Table TABLE =
      Table.read()
          .csv(
              """
              input,optimizer,mu,dropout,lr,seed,chosen,epoch,cost,cost_evaluated,test_cost,test_accuracy
              zca,nesterov,0.99,false,0.001,1,false,1,2.02,1.81,1.9,0.3
              zca,nesterov,0.99,false,0.003,1,true,1,1.68,1.02,1.1,0.6
              zca,nesterov,0.99,false,0.003,1,true,3,0.64,0.497,0.7,0.7
              zca,nesterov,0.99,false,0.003,2,true,1,9.99,9.99,9.9,0.1
              zca,nesterov,0.99,true,0.003,1,true,1,8.88,8.88,8.8,0.1
              channels,nesterov,0.99,false,0.003,1,true,1,7.77,7.77,7.7,0.1
              zca,adam,0.0,false,0.001,1,true,20,0.0901,0.0663,0.9,0.7
              """,
              "figure3");

  @Test
  void eachRateHasARowWithWhatItHasComeTo() {
    Table grid = Figure3Grid.of(TABLE, "zca", Cost.EVALUATED);
    assertEquals("Training cost, evaluated, by learning rate", grid.name());
    assertEquals(
        List.of("SGD + Nesterov, μ = 0.99", "0.001", "", "1.81", "–", "–", "–"), row(grid, 0));
    assertEquals(
        List.of("SGD + Nesterov, μ = 0.99", "0.003", "✓", "1.02", "0.497", "–", "–"), row(grid, 1));
    assertEquals(List.of("Adam", "0.001", "✓", "–", "–", "–", "0.0663"), row(grid, 2));
    assertEquals(3, grid.rowCount());
  }

  @Test
  void theOtherCostIsThatInTraining() {
    assertEquals("0.640", row(Figure3Grid.of(TABLE, "zca", Cost.TRAINING), 1).get(4));
  }

  private static List<Object> row(Table table, int index) {
    Row row = table.row(index);
    return table.columnNames().stream().map(row::getObject).toList();
  }
}
