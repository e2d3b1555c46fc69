package moments.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import moments.explore.Chart;
import moments.explore.LiveMap;
import org.junit.jupiter.api.Test;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ScatterTrace;

class FigureHtmlTest {
  private static final String PICTURE = "data:image/png;base64,AAAA";

  private final Figure figure = Chart.of("title", "x", "y").line("a", 1, 2).figure();
  private final FigureHtml figures = new FigureHtml(drawing -> Optional.of(PICTURE));

  @Test
  void aPictureIsFoundAgainByTheHashOfItsFigure() {
    assertEquals(
        Map.of(FigureScript.of(figure).hash(), PICTURE), FigureHtml.picturesIn(figures.of(figure)));
  }

  @Test
  void aFigureTakesNoMoreRoomThanItsPicture() {
    String place = figures.of(figure).split("<script>", 2)[0];
    assertFalse(place.contains("min-height"), place);
  }

  @Test
  void theSameFigureTwiceHasTwoPlaces() {
    String hash = FigureScript.of(figure).hash();
    assertTrue(figures.of(figure).startsWith("<div id=\"figure_%s_1\" ".formatted(hash)));
    assertTrue(figures.of(figure).startsWith("<div id=\"figure_%s_2\" ".formatted(hash)));
  }

  @Test
  void aPictureIsDescribedInWords() {
    String html = figures.of(Chart.of("Loss & <time>", "t", "f").line("adam", 1, 2).figure());

    assertTrue(
        html.contains(
            "alt=\"Loss &amp; &lt;time&gt;. Chart, t across, f up: Adam rises from 1 to 2.\""),
        html);
    assertTrue(html.contains("aria-label=\"Loss &amp; &lt;time&gt;\""), html);
  }

  @Test
  void withoutAPictureItSaysWhatToDo() {
    String html = new FigureHtml(drawing -> Optional.empty()).of(figure);
    assertTrue(html.contains("<p>Run this cell to see the figure.</p>"), html);
  }

  @Test
  void whatNeedsNoPlotlyIsDrawnWithoutIt() {
    assertFalse(figures.of(LiveMap.figure()).contains("kernelspecs"));
    assertTrue(figures.of(figure).contains("kernelspecs"));
    assertTrue(FigureScript.of(LiveMap.figure()).page().length() < 100_000);
  }

  @Test
  void titlesAreNotRewrittenAndNumbersAreRounded() {
    double[] x = {1 / 3.0, -2e-9 / 3};
    String title = "a \"b\" 'c', 0.00000001, [0.123456789012] ε = 0.00000001";
    Figure tablesaw =
        new Figure(
            Layout.builder(title).build(), ScatterTrace.builder(x, x).name("Adam's").build());

    FigureScript drawing = FigureScript.of(tablesaw);
    assertEquals(title, drawing.title());
    assertEquals(title + ". Lines: Adam's.", drawing.description());
    assertTrue(
        drawing
            .template()
            .contains("'a \\\"b\\\" \\'c\\', 0.00000001, [0.123456789012] ε = 0.00000001'"),
        drawing.template());
    assertTrue(
        drawing.template().contains("x: [\"0.3333333\",\"-6.666667E-10\"]"), drawing.template());
  }

  @Test
  void aPageIsNamedByItsTitleAndDarkWhereItsReaderIs() {
    String page = FigureScript.of(figure).page();
    assertTrue(page.contains("<title>title</title>"), page.substring(0, 400));
    assertTrue(page.contains("<meta name=\"color-scheme\" content=\"light dark\">"));
  }
}
