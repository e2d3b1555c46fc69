package moments.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import java.util.List;
import moments.browser.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

class MatrixTest {
  @RegisterExtension static final Chromium BROWSER = new Chromium();

  private static Matrix matrix() {
    return Matrix.of("error", "p", "q").row("a", 0.5, 1e-7).row("b", 0, Double.NaN).row("c", 0, 0);
  }

  private static List<String> counts(Matrix matrix, double... thresholds) {
    return matrix.json("tolerance", thresholds).getAsJsonArray("frames").asList().stream()
        .map(frame -> frame.getAsJsonObject().get("count").getAsString())
        .toList();
  }

  @Test
  void countsTheRowsThatExceedTheThresholdSomewhere() {
    assertEquals(List.of("2 of 3 rows", "1 of 3 rows"), counts(matrix(), 1e-6, 1));
    assertEquals(List.of("0 of 1 rows"), counts(Matrix.of("error", "p").row("a", 0.5), 0.5));
  }

  @Test
  void whatIsNotFiniteIsNull() {
    JsonObject json = matrix().json("tolerance", 1e-6);
    assertEquals("[[0.5,1E-7],[0,null],[0,0]]", json.get("values").toString());
    assertEquals("[\"a\",\"b\",\"c\"]", json.get("rows").toString());
    assertEquals("[\"p\",\"q\"]", json.get("columns").toString());
  }

  @Test
  void theSliderChangesCellsMarksAndTitle() throws Exception {
    String seen =
        BROWSER.run(matrix().figure("tolerance", 1e-9, 1e-6), SLIDE).replace("\u00a0", " ");
    assertEquals(
        "error: 2 of 3 rows | ××·×·· | -0.30103,-7,,1,, | "
            + "error: 2 of 3 rows | ×··×·· | -0.30103,,,1,,",
        seen);
  }

  private static final String SLIDE =
      """
      const look = () => [
        place.querySelector('.gtitle').textContent,
        [...place.querySelectorAll('.scatterlayer text')].map(mark => mark.textContent).join(''),
        place.data[0].z.flat().map(z => z === null ? '' : +z.toFixed(5)).join(','),
      ].join(' | ');
      const before = look();
      const box = place.querySelector('.slider-rail-touch-rect').getBoundingClientRect();
      place.querySelector('.slider-rail-touch-rect').dispatchEvent(new MouseEvent('mousedown', {
        bubbles: true, view: window,
        clientX: box.right - 1, clientY: box.top + box.height / 2,
      }));
      place.dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
      await wait(300);
      return `${before} | ${look()}`;
      """;

  @Test
  void saysWhatIsWrong() {
    assertEquals(
        "Matrix \"error\": there are no columns; name one or more",
        message(() -> Matrix.of("error")));
    assertEquals(
        "Matrix \"error\": row \"d\" needs a value for each of the 2 columns, got 1",
        message(() -> matrix().row("d", 1)));
    assertEquals(
        "Matrix \"error\": expected 1 row or more and positive thresholds, got 3 and [0.1, 0.0]",
        message(() -> matrix().figure("tolerance", 0.1, 0)));
    assertEquals(
        "Matrix \"error\": expected 1 row or more and positive thresholds, got 0 and [0.1]",
        message(() -> Matrix.of("error", "p").figure("tolerance", 0.1)));
  }

  private static String message(Executable code) {
    return "" + assertThrows(IllegalArgumentException.class, code).getMessage();
  }
}
