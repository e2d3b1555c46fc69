package moments.plot;

import static moments.plot.Curves.Quantity.SECONDS;
import static moments.plot.Curves.Quantity.STEP;
import static moments.plot.Curves.Quantity.TEST_ACCURACY;
import static moments.plot.Curves.Quantity.TRAIN_LOSS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import moments.train.History;
import moments.train.History.Point;
import org.junit.jupiter.api.Test;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.Trace;

class CurvesTest {
  @Test
  void oneSeedIsALineForEachOptimizerInTheirOrder() {
    Figure figure = Curves.of(Samples.of(1, "sgd", "adam").table(), STEP, TEST_ACCURACY);
    assertEquals(List.of("SGD", "Adam", "chance (10 %)"), names(figure));
    String line = figure.getTraces()[1].asJavascript(1);
    assertTrue(line.contains("x: [\"10.0\",\"20.0\"]"), line);
    assertTrue(line.contains("y: [\"20.0\",\"40.0\"]"), line);
    assertTrue(line.contains("mode: 'lines+markers'"), line);
    assertTrue(line.contains("color: '#ed0d4e'"), line);
  }

  @Test
  void severalSeedsAreTheirMeanAndABandFromLowestToHighest() {
    Figure figure = Curves.of(Samples.of(2, "adam").table(), STEP, TEST_ACCURACY);
    assertEquals(List.of("Adam, band", "Adam", "chance (10 %)"), names(figure));
    String title = "title: 'Test accuracy by step (mean and range of 2 seeds)'";
    assertTrue(figure.asJavascript("f").contains(title));
    String band = figure.getTraces()[0].asJavascript(0);
    assertTrue(band.contains("x: [\"10.0\",\"20.0\",\"20.0\",\"10.0\"]"), band);
    assertTrue(band.contains("y: [\"20.0\",\"50.0\",\"40.0\",\"20.0\"]"), band);
    assertTrue(band.contains("fill: 'toself'"), band);
    String line = figure.getTraces()[1].asJavascript(1);
    assertTrue(line.contains("y: [\"20.0\",\"45.0\"]"), line);
  }

  @Test
  void theTitleSaysHowManySeedsAreLeftAtTheEnd() {
    History history = Samples.of(3, "sgd", "adam");
    for (int seed = 1; seed <= 3; seed++) {
      double accuracy = seed == 2 ? Double.NaN : 0.5;
      history.add(new Point("sgd", seed, 1, 30, 120, seed, 1, 1, 0.5));
      history.add(new Point("adam", seed, 1, 30, 120, seed, 1, 1, accuracy));
    }
    String title = "title: 'Test accuracy by step (mean and range of 3 seeds; Adam: 2)'";
    String script = Curves.of(history.table(), STEP, TEST_ACCURACY).asJavascript("f");
    assertTrue(script.contains(title), script);
  }

  @Test
  void saysInWordsWhereTheLinesEnd() {
    Figure figure = Curves.of(Samples.of(2, "sgd", "adam").table(), STEP, TEST_ACCURACY);
    assertEquals(
        "Test accuracy by step (mean and range of 2 seeds): SGD ends at 45.0; Adam ends at 45.0;"
            + " chance is 10.0 %.",
        ((Described) figure).description());
    assertEquals(
        "Figure \"Test accuracy by step (mean and range of 2 seeds)\"; display(…) of it shows it",
        figure.toString());
  }

  @Test
  void titleAndAxesSayWhatIsShownWithUnits() {
    String script =
        Curves.of(Samples.of(1, "adam").table(), SECONDS, TEST_ACCURACY).asJavascript("f");
    assertTrue(script.contains("title: 'Test accuracy by training time'"), script);
    assertTrue(script.contains("title: 'training time (s)'"), script);
    assertTrue(script.contains("title: 'test accuracy (%)'"), script);
  }

  @Test
  void pointsThatWereNotMeasuredAreLeftOut() {
    History history = Samples.of(1, "adam");
    history.add(new Point("adam", 1, 1, 30, 120, 3, 1.0, Double.NaN, Double.NaN));
    String accuracy =
        Curves.of(history.table(), STEP, TEST_ACCURACY).getTraces()[0].asJavascript(0);
    assertTrue(accuracy.contains("x: [\"10.0\",\"20.0\"]"), accuracy);
    String loss = Curves.of(history.table(), STEP, TRAIN_LOSS).getTraces()[0].asJavascript(0);
    assertTrue(loss.contains("x: [\"10.0\",\"20.0\",\"30.0\"]"), loss);
  }

  @Test
  void aLossThatExplodesDoesNotFlattenTheOthers() {
    History history = Samples.of(1, "adam");
    assertFalse(
        Curves.of(history.table(), STEP, TRAIN_LOSS).asJavascript("f").contains("range: [\""));
    history.add(new Point("sgd", 1, 1, 10, 40, 1, 1e9, Double.NaN, Double.NaN));
    String script = Curves.of(history.table(), STEP, TRAIN_LOSS).asJavascript("f");
    assertTrue(script.contains("range: [\"0\",\"4.605170185988092\"]"), script);
  }

  @Test
  void anEmptyHistoryGivesEmptyFigures() {
    for (Figure figure : Curves.all(new History().table())) {
      assertEquals(List.of(), names(figure));
      assertFalse(figure.asJavascript("f").contains("NaN"));
    }
  }

  private static List<String> names(Figure figure) {
    return Arrays.stream(figure.getTraces()).map(Trace::name).toList();
  }
}
