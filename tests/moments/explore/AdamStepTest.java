package moments.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import moments.browser.Chromium;
import moments.optim.Adam;
import moments.optim.Schedule;
import moments.plot.Described;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tech.tablesaw.api.Table;

/** The step that is taken apart in the browser, as a reader does it. */
@Tag("one-jdk")
class AdamStepTest {
  /** Far above the differences that rounding makes, far below those of another rule. */
  private static final double TOLERANCE = 1e-6;

  private static final Map<String, String> COLUMNS =
      Map.of("theta", "θ", "g", "g", "m", "m", "v", "v", "mHat", "m̂", "vHat", "v̂", "change", "Δ");

  /** What a reader moves; {@code grips} are the ends of the gradients' bars. */
  private static final String TOOLS =
      """
      const all = selector => [...place.querySelectorAll(selector)];
      const grips = () => all('[role=slider]');
      const pick = name => {
        const list = all('.moments-head select')[0];
        list.value = name;
        list.dispatchEvent(new Event('change', {bubbles: true}));
      };
      const slide = (label, position) => {
        const input = all('input[type=range]').find(one => one.getAttribute('aria-label').startsWith(label));
        input.value = position;
        input.dispatchEvent(new Event('input', {bubbles: true}));
      };
      const key = (t, name) => grips()[t - 1].dispatchEvent(
        new KeyboardEvent('keydown', {key: name, bubbles: true, cancelable: true}));
      const gradients = () => place.momentsRows.slice(1).map(row => Math.round(1000 * row.g[0]) / 1000);
      const texts = () => all('.formula').map(text => text.textContent);
      const result = () => all('.moments-result')[0].textContent;
      """;

  @RegisterExtension static final Chromium BROWSER = new Chromium();

  private List<String> run(String script, double... gradients) throws Exception {
    return List.of(BROWSER.run(AdamStep.figure(gradients), TOOLS + script).split("\\|", -1));
  }

  @Test
  void everyNumberIsTheLibrarys() throws Exception {
    String shown =
        BROWSER.run(
            AdamStep.figure(),
            TOOLS
                + """
                const runs = [];
                const note = (...h) => runs.push({h, rows: place.momentsRows.slice(1)});
                for (const option of all('.moments-head option')) {
                  pick(option.value);
                  note(0.001, 0.9, 0.999, 1e-8);
                }
                pick('noise');
                slide('α', -10);
                slide('β₁', 10);
                slide('β₂', 26);
                slide('ε', -20);
                note(...all('.moments-settings output').map(text => Number(text.textContent)));
                return JSON.stringify(runs);
                """);
    JsonArray runs = JsonParser.parseString(shown).getAsJsonArray();
    assertEquals(7, runs.size(), "five histories, the reader's own, and other sliders");
    double largest = 0;
    for (JsonElement run : runs) {
      largest = Math.max(largest, difference(run.getAsJsonObject()));
    }
    assertTrue(largest <= TOLERANCE, "the rule differs by " + largest);
  }

  /** The largest relative difference of any number of any step from that of {@link Adam}. */
  private static double difference(JsonObject run) {
    double[] h = doubles(run.getAsJsonArray("h"));
    JsonArray rows = run.getAsJsonArray("rows");
    double[] gradients =
        rows.asList().stream().mapToDouble(row -> first(row.getAsJsonObject(), "g")).toArray();
    assertTrue(gradients.length == 8 && h.length == 4, run.toString());
    Table expected =
        Stepper.run(
            given(gradients),
            p -> new Adam(p, Schedule.constant(h[0]), h[1], h[2], h[3]),
            gradients.length,
            0);
    double largest = 0;
    for (int t = 1; t <= gradients.length; t++) {
      JsonObject row = rows.get(t - 1).getAsJsonObject();
      for (var column : COLUMNS.entrySet()) {
        double value = expected.doubleColumn(column.getValue()).get(t);
        double error = Math.abs(value - first(row, column.getKey()));
        largest = Math.max(largest, error == 0 ? 0 : error / Math.abs(value));
      }
    }
    return largest;
  }

  private static double first(JsonObject row, String name) {
    return row.getAsJsonArray(name).get(0).getAsDouble();
  }

  private static double[] doubles(JsonArray array) {
    return array.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
  }

  /** A function of which only the gradients are known, one after the other. */
  private static Surface given(double... gradients) {
    PrimitiveIterator.OfDouble next = Arrays.stream(gradients).iterator();
    return new Surface() {
      @Override
      public double at(double... theta) {
        return 0;
      }

      @Override
      public double[] gradient(double... theta) {
        return new double[] {next.nextDouble()};
      }
    };
  }

  @Test
  void gradientsMoveByKeysAndByPointer() throws Exception {
    List<String> seen =
        run(
            """
            const seen = [gradients()];
            key(2, 'ArrowUp');
            key(3, 'ArrowDown');
            key(8, 'Home');
            seen.push(gradients(), all('.moments-head select')[0].value, grips()[7].getAttribute('aria-valuetext'));
            const svg = all('.moments-step svg')[0].getBoundingClientRect();
            grips()[0].setPointerCapture = () => {};
            grips()[0].hasPointerCapture = () => true;
            const drag = y => grips()[0].dispatchEvent(new PointerEvent('pointermove',
              {pointerId: 1, bubbles: true, clientX: svg.left + 50, clientY: svg.top + y}));
            drag(80);
            seen.push(gradients()[0]);
            drag(-900);
            seen.push(gradients()[0], grips()[0].dispatchEvent(new Event('touchstart', {cancelable: true})));
            pick('constant');
            return [...seen, gradients()].join('|');
            """,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1);
    assertEquals(
        List.of(
            "1,1,1,1,1,1,1,1",
            "1,1.15,0.85,1,1,1,1,-3",
            "your own",
            "−3.00",
            "0",
            "3",
            "false",
            "1,1,1,1,1,1,1,1"),
        seen,
        "false: a finger does not scroll");
  }

  @Test
  void theFormulasHaveTheNumbersOfTheStep() throws Exception {
    List<String> seen =
        run(
            """
            const last = [...texts(), result()];
            slide('step', 4);
            const arrow = name => Number(all(`[data-name=${name}]`)[0].dataset.length);
            const opposite = arrow('Δ') < 0 && arrow('m̂') > 0;
            return [...last, texts()[5], result(), opposite].join('|');
            """,
            1,
            1,
            1,
            1,
            10,
            1,
            1,
            1);
    assertEquals(
        List.of(
            "g = 1.00, the gradient",
            "m = 0.9·1.25 + 0.1·1.00 = 1.23",
            "m̂ = m / (1 − 0.9⁸) = 2.15",
            "v = 0.999·0.106 + 0.001·1.00² = 0.107",
            "v̂ = v / (1 − 0.999⁸) = 13.4",
            "Δ = −α·m̂ / (√v̂ + ε) = −α·2.15 / 3.66",
            "Step 8: Δ = −0.588 α = −5.9·10⁻⁴",
            "Δ = −α·m̂ / (√v̂ + ε) = −α·3.20 / 4.57",
            "Step 5: Δ = −0.700 α = −7.0·10⁻⁴",
            "true"),
        seen);
  }

  @Test
  void itFitsANarrowScreenAndKeysStayInIt() throws Exception {
    List<String> seen =
        run(
            """
            place.style.width = '340px';
            pick('noise');
            await wait(300);
            const right = place.getBoundingClientRect().right + 1;
            const wide = all('*').filter(element => element.getBoundingClientRect().right > right);
            const small = all('text, td, output').filter(text => parseFloat(getComputedStyle(text).fontSize) < 13);
            const cut = [];
            for (let t = 0; t < 8; t++) {
              slide('step', t);
              cut.push(...all('.formula').filter(text => text.getBoundingClientRect().right > right));
            }
            let escaped = 0;
            document.addEventListener('keydown', () => { escaped++; });
            key(1, 'ArrowLeft');
            return [wide.length, small.length, cut.length, escaped, place.dataset.lmSuppressShortcuts].join('|');
            """,
            1,
            -1);
    assertEquals(List.of("0", "0", "0", "0", "true"), seen);
  }

  @Test
  void saysInWordsWhatItShows() {
    assertTrue(
        ((Described) AdamStep.figure(1, 1, 1, 1, 10, 1))
            .description()
            .startsWith(
                "Bars for the gradients 1, 1, 1, 1, 10, 1; below them bars for the steps that Adam makes of them, in units of α: −1, −1, −1, −1, −0.7, −0.65."));
  }

  @Test
  void refusesGradientsThatItCannotShow() {
    assertEquals(
        "AdamStep: expected 1 to 12 gradients, all finite, got [NaN]",
        assertThrows(IllegalArgumentException.class, () -> AdamStep.figure(Double.NaN))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> AdamStep.figure(new double[13]));
  }
}
