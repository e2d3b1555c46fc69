package moments.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import moments.browser.Chromium;
import moments.optim.Adam;
import moments.optim.Sgd;
import moments.plot.Curves;
import moments.plot.Curves.Quantity;
import moments.train.History;
import moments.train.History.Point;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Presses what a reader presses and looks at what is drawn then. */
@Tag("one-jdk")
class BrowserTest {
  /** What a test presses and reads; {@code slide} moves the slider to a frame. */
  private static final String TOOLS =
      """
      const all = selector => [...place.querySelectorAll(selector)];
      const rail = () => all('.moments-bar input')[0];
      const slide = frame => {
        rail().value = frame;
        rail().dispatchEvent(new Event('input', {bubbles: true}));
        return wait(20);
      };
      const press = title => all('.moments-bar button').find(button => button.title === title).click();
      const label = () => all('.moments-bar output')[0].textContent;
      const plot = () => all('.moments-plot')[0];
      const drawn = name => plot().data.filter(trace => trace.name === name).pop();
      const table = () => all('.moments-cards').map(text => text.textContent).join(' ');
      """;

  @RegisterExtension static final Chromium BROWSER = new Chromium();

  private static final Trajectories MAP =
      Trajectories.on(Surfaces.bowl(), -6, 4, -3, 3)
          .run("sgd", p -> new Sgd(p, 0.4))
          .run("adam", p -> new Adam(p, 0.4));

  private List<String> run(Figure figure, String script) throws Exception {
    List<String> seen = List.of(BROWSER.run(figure, TOOLS + script).split("\\|", -1));
    assertTrue(seen.size() > 1, seen.toString());
    return seen;
  }

  /** Forwards, backwards, by jumps, and the last one before and after each other. */
  private static final String ANY_ORDER =
      """
      const count = Number(rail().max) + 1;
      const forwards = [...Array(count).keys()];
      const jumps = forwards.flatMap(frame => [count - 1, frame, (frame * 3) % count]);
      const seen = forwards.map(() => new Set());
      const visit = async frames => {
        for (const frame of frames) {
          await slide(frame);
          seen[frame].add(look());
        }
      };
      seen[Number(rail().value)].add(look());
      await visit(forwards);
      await visit([...forwards].reverse());
      await visit(jumps);
      return seen.map(texts => [...texts].join(' OR ')).join('|');
      """;

  @Test
  void everyStepOfAMapShowsItsOwnNumbersInAnyOrder() throws Exception {
    int steps = 6;
    List<String> seen =
        run(
            MAP.figure(steps, -5, -2),
            """
            const numbers = text => Number(text.replace('−', '-'));
            const look = () => {
              const f = all('.moments-cards tr')
                .filter(row => row.firstChild.textContent === 'f')
                .map(row => numbers(row.lastChild.textContent));
              const ends = ['SGD', 'Adam'].map(name => drawn(name).x.slice(-1)[0]);
              return [label(), drawn('Adam').x.length, ...f, ...ends].join(' ');
            };
            """
                + ANY_ORDER);

    Table sgd = Stepper.run(Surfaces.bowl(), p -> new Sgd(p, 0.4), steps, -5, -2);
    Table adam = Stepper.run(Surfaces.bowl(), p -> new Adam(p, 0.4), steps, -5, -2);
    assertEquals(steps + 1, seen.size(), seen.toString());
    for (int t = 0; t <= steps; t++) {
      String[] words = seen.get(t).split(" ");
      assertEquals(7, words.length, "one look of step %d: %s".formatted(t, seen.get(t)));
      assertEquals("step " + t, words[0] + " " + words[1]);
      assertEquals(t + 1, Integer.parseInt(words[2]));
      assertNear(sgd, "f", t, words[3]);
      assertNear(adam, "f", t, words[4]);
      assertNear(sgd, "θ1", t, words[5]);
      assertNear(adam, "θ1", t, words[6]);
    }
  }

  private static void assertNear(Table table, String column, int t, String shown) {
    double value = table.doubleColumn(column).get(t);
    assertEquals(
        value, Double.parseDouble(shown), 6e-4 * Math.abs(value), column + " of step " + t);
  }

  @ParameterizedTest
  @ValueSource(ints = {290, 400, 800})
  void theNumbersOfALogarithmicAxisDoNotOverlap(int width) throws Exception {
    double[] powers = {1e-5, 1e-4, 1e-3, 1e-2, 0.1};
    Figure figure =
        Chart.of("four decades", "x", "y")
            .line("a", powers, powers)
            .logX()
            .logY()
            .range(1e-5, 0.1, 1e-5, 0.1)
            .figure();

    List<String> seen =
        run(
            figure,
            """
            place.style.width = '%dpx';
            dispatchEvent(new Event('resize'));
            await wait(500);
            const boxes = axis => all(`.${axis}tick text`).map(text => text.getBoundingClientRect());
            const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
            const clashes = list => list.filter((a, i) => list.slice(i + 1).some(b => overlap(a, b))).length;
            return [boxes('x').length, clashes(boxes('x')), clashes(boxes('y'))].join('|');
            """
                .formatted(width));

    assertTrue(Integer.parseInt(seen.get(0)) >= 3, seen.toString());
    assertEquals(List.of("0", "0"), seen.subList(1, 3));
  }

  @Test
  void everySlideShowsItsOwnLinesInAnyOrder() throws Exception {
    Figure figure =
        Slides.of(
            "η",
            new double[] {0.1, 1e-9, -2},
            eta ->
                Chart.of("η is " + eta, "t", "θ")
                    .line(
                        "sgd",
                        eta < 1e-3 ? new double[] {5, 6 + eta} : new double[] {0, 1},
                        new double[] {eta, 7})
                    .points("theory", new double[] {3}, new double[] {eta}));
    List<String> seen =
        run(
            figure,
            """
            const look = () => [label(), all('.moments-title')[0].textContent,
              drawn('SGD').x, drawn('SGD').y, drawn('theory').x, drawn('theory').y].join(' / ');
            """
                + ANY_ORDER);

    assertEquals(
        List.of(
            "η = 0.1 / η is 0.1 / 0,1 / 0.1,7 / 3 / 0.1",
            "η = 1·10⁻⁹ / η is 1.0E-9 / 5,6 / 1e-9,7 / 3 / 1e-9",
            "η = −2 / η is -2.0 / 5,4 / -2,7 / 3 / -2"),
        seen);
  }

  @Test
  void theButtonsPlayPauseAndStep() throws Exception {
    List<String> seen =
        run(
            MAP.figure(6, -5, -2),
            """
            await slide(0);
            const seen = [];
            press('play');
            await until(() => label() === 'step 2');
            press('pause');
            seen.push(label(), table());
            await wait(1200);
            seen.push(label(), table());
            press('one on');
            seen.push(label());
            press('one back');
            press('one back');
            seen.push(label());
            press('play');
            await until(() => label() === 'step 6' && all('.moments-bar button')[0].title === 'play');
            seen.push(label());
            return seen.join('|');
            """);

    assertEquals("step 2", seen.get(0));
    assertEquals(seen.subList(0, 2), seen.subList(2, 4));
    assertEquals(List.of("step 3", "step 1", "step 6"), seen.subList(4, 7));
  }

  @Test
  void aPressOnTheLegendHidesALine() throws Exception {
    List<String> seen =
        run(
            MAP.figure(6, -5, -2),
            """
            const sgd = all('.moments-legend button')[0];
            const look = () => `${sgd.getAttribute('aria-pressed')} ${drawn('SGD').visible} ${drawn('Adam').visible}`;
            const seen = [look()];
            sgd.click();
            seen.push(look());
            await slide(2);
            seen.push(look());
            sgd.click();
            return [...seen, look()].join('|');
            """);

    assertEquals(
        List.of(
            "true true true", "false legendonly true", "false legendonly true", "true true true"),
        seen);
  }

  @Test
  void nothingIsWiderThanANarrowScreenAndNumbersDoNotOverlap() throws Exception {
    List<String> seen =
        run(
            MAP.figure(6, -5, -2),
            """
            place.style.width = '360px';
            await wait(300);
            const boxes = all('.moments-cards td, .moments-bar > *, .moments-legend button')
              .map(element => element.getBoundingClientRect());
            const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
              && a.top < b.bottom - 1 && b.top < a.bottom - 1;
            const overlaps = boxes.filter((a, i) => boxes.some((b, k) => k < i && meet(a, b)));
            const wide = boxes.filter(box => box.right > place.getBoundingClientRect().right + 1);
            const sizes = all('.moments-cards td, .xtick text, .ytick text')
              .map(element => parseFloat(getComputedStyle(element).fontSize));
            return [boxes.length > 25, overlaps.length, wide.length, Math.min(...sizes) >= 13,
              plot().clientWidth <= 360].join('|');
            """);

    assertEquals(List.of("true", "0", "0", "true", "true"), seen);
  }

  @Test
  void textHasTheColourOfThePage() throws Exception {
    List<String> seen =
        run(
            MAP.figure(6, -5, -2),
            """
            const look = () => [
              ...['.xtick text', '.textpoint text'].map(selector => getComputedStyle(all(selector)[0]).fill),
              ...['.moments-title', '.moments-legend button', 'td', 'output'].map(
                selector => getComputedStyle(all(selector)[0]).color),
            ];
            const dark = [...look(), place.style.colorScheme];
            document.body.style.color = 'rgb(250, 251, 252)';
            document.body.setAttribute('data-jp-theme-light', 'false');
            await wait(100);
            return [...new Set(dark), ...new Set(look()), place.style.colorScheme].join('|');
            """);

    assertEquals(List.of("rgb(1, 2, 3)", "light", "rgb(250, 251, 252)", "dark"), seen);
  }

  @Test
  void oneClickHidesALineAndItsBand() throws Exception {
    History history = new History();
    for (long seed = 1; seed <= 2; seed++) {
      for (int step = 1; step <= 2; step++) {
        history.add(new Point("sgd", seed, 1, 10_000 * step, step, 1, 1, 1, 0.1 * seed));
        history.add(new Point("adam", seed, 1, 10_000 * step, step, 1, 1, 1, 0.2 * seed));
      }
    }
    List<String> seen =
        run(
            Curves.of(history.table(), Quantity.STEP, Quantity.TEST_ACCURACY),
            """
            const first = all('.legendtoggle')[0];
            first.dispatchEvent(new MouseEvent('mousedown', {bubbles: true, view: window}));
            first.dispatchEvent(new MouseEvent('mouseup', {bubbles: true, view: window}));
            await until(() => place.data.some(trace => trace.visible === 'legendonly'));
            return [
              place.data.filter(trace => trace.visible === 'legendonly').map(trace => trace.name),
              all('.xtick').map(tick => tick.textContent).includes('20,000'),
              getComputedStyle(all('.gtitle')[0]).fill,
            ].join('|');
            """);

    assertEquals(List.of("SGD, band,SGD", "true", "rgb(1, 2, 3)"), seen);
  }
}
