package moments.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import moments.plot.Described;
import moments.reproduce.Figure3Results.Cost;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class Figure3ResultsTest {
  private static final Table TABLE =
      Table.read()
          .csv(
              """
              input,optimizer,mu,dropout,lr,seed,chosen,epoch,cost,cost_evaluated,test_cost,test_accuracy
              zca,adam,0.0,false,0.001,1,true,1,1.04,0.58,0.9,0.7
              zca,adam,0.0,false,0.001,2,true,1,1.28,0.58,0.9,0.7
              zca,adam,0.0,false,0.003,1,false,1,9.99,9.99,9.9,0.1
              channels,adam,0.0,false,0.001,1,true,1,8.88,8.88,8.8,0.1
              zca,adam,0.0,false,0.001,1,true,20,0.138,0.0069,0.9,0.7
              zca,rmsprop,0.0,true,0.001,1,true,1,1.5,NaN,,
              """,
              "figure3");

  private final Figure3Results results = new Figure3Results(TABLE, "zca");

  @Test
  void theTableHasTheMeanOverTheSeedsAndItsRatioToThePapers() {
    Table ratios = results.ratios();
    assertEquals("1.16 (× 1.0)", cell(ratios, "Adam, in training"));
    assertEquals("0.580 (× 0.50)", cell(ratios, "Adam, evaluated"));
    assertEquals("1.50", cell(ratios, "RMSProp + dropout, in training"), "the paper has none");
    assertEquals(3, ratios.rowCount(), "what has no cost yet has no row");
  }

  @Test
  void anEpochThatIsNotThereIsADash() {
    Table adam = results.ratios();
    assertEquals("–", adam.getString(0, "epoch 45"));
  }

  @Test
  void farFromThePapersTheRatioIsAPlainNumber() {
    Table adam = results.ratios();
    assertEquals("0.138 (× 200)", adam.getString(0, "epoch 20"));
    assertEquals("0.00690 (× 10)", adam.getString(1, "epoch 20"));
  }

  private static String cell(Table ratios, String curve) {
    return ratios.where(ratios.stringColumn(0).isEqualTo(curve)).getString(0, "epoch 1");
  }

  @Test
  void thePanelsShowThePapersCurvesToo() {
    Described panel = (Described) results.shortPanel(false, Cost.TRAINING).figure();
    assertTrue(panel.description().contains("Adam, paper"), panel.description());
    assertTrue(!panel.description().contains("RMSProp"), panel.description());
  }

  @Test
  void theLongPanelHasAllEpochsAndEachCurveAsFarAsItHasCome() {
    Described plain = (Described) results.longPanel(false, Cost.TRAINING).figure();
    assertTrue(plain.description().contains("Adam falls from 1.16 to 0.138"), plain.description());
    Described dropped = (Described) results.longPanel(true, Cost.TRAINING).figure();
    assertTrue(dropped.description().contains("RMSProp is at 1.5"), dropped.description());
    assertTrue(dropped.description().contains("Adam, paper falls"), dropped.description());
  }
}
