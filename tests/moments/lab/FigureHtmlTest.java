package moments.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import moments.explore.Chart;
import org.junit.jupiter.api.Test;
import tech.tablesaw.plotly.components.Figure;

class FigureHtmlTest {
  private static final String PICTURE = "data:image/webp;base64,AAAA";

  private final Figure figure = Chart.of("title", "x", "y").line("a", 1, 2).figure();
  private final FigureHtml figures = new FigureHtml(drawing -> Optional.of(PICTURE));

  @Test
  void aPictureIsFoundAgainByTheHashOfItsFigure() {
    assertEquals(
        Map.of(FigureScript.of(figure).hash(), PICTURE), FigureHtml.picturesIn(figures.of(figure)));
  }

  @Test
  void aFigureTakesNoMoreRoomThanItsPicture() {
    assertFalse(figures.of(figure).contains("min-height"));
  }

  @Test
  void theSameFigureTwiceHasTwoPlaces() {
    String hash = FigureScript.of(figure).hash();
    assertTrue(figures.of(figure).startsWith("<div id=\"figure_%s_1\">".formatted(hash)));
    assertTrue(figures.of(figure).startsWith("<div id=\"figure_%s_2\">".formatted(hash)));
  }
}
