package moments.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import moments.optim.Adam;
import moments.optim.Sgd;
import moments.plot.Curves;
import moments.plot.Curves.Quantity;
import moments.train.History;
import moments.train.History.Point;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.plotly.components.Figure;

/** Presses what a reader presses and looks at what is drawn then. */
class BrowserTest {
  /** What a test presses and reads; {@code slide} presses the slider at a share of its length. */
  private static final String TOOLS =
      """
      const all = selector => [...place.querySelectorAll(selector)];
      const slide = async share => {
        const rail = all('.slider-rail-touch-rect')[0];
        const box = rail.getBoundingClientRect();
        rail.dispatchEvent(new MouseEvent('mousedown', {
          bubbles: true, view: window,
          clientX: box.left + share * box.width, clientY: box.top + box.height / 2,
        }));
        place.dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
        await wait(300);
      };
      const press = name => all('.updatemenu-button')
        .find(button => button.textContent === name).dispatchEvent(new MouseEvent('click'));
      const label = () => all('.slider-label')[0].textContent;
      const path = () => all('.scatterlayer .js-line')[0].getAttribute('d');
      const points = () => all('.scatterlayer .trace')[0].querySelectorAll('.point').length;
      const table = () => all('.annotation').map(text => text.textContent).join(' ');
      """;

  private Path folder = Path.of("");
  private Browser browser = new Browser(folder, folder);

  @BeforeEach
  void findBrowser() throws IOException {
    folder = Files.createTempDirectory("moments-browser");
    var found = Browser.find(folder);
    Assumptions.assumeTrue(found.isPresent(), "no Chromium on the path to show the figures in");
    browser = found.orElseThrow();
  }

  /** Quietly: the browser may still be writing there. */
  @AfterEach
  void tidyUp() {
    FileUtils.deleteQuietly(folder.toFile());
  }

  private static Figure trails() {
    return Trajectories.on(Surfaces.bowl(), -6, 4, -3, 3)
        .run("sgd", p -> new Sgd(p, 0.4))
        .run("adam", p -> new Adam(p, 0.4))
        .figure(6, -5, -2);
  }

  private List<String> run(Figure figure, String script) throws Exception {
    List<String> seen = List.of(browser.run(figure, TOOLS + script).split("\\|", -1));
    assertTrue(seen.size() > 1, seen.toString());
    return seen;
  }

  @Test
  void theSliderGoesThroughTheSteps() throws Exception {
    String look = "seen.push(label(), points(), table());\n";
    List<String> seen =
        run(
            trails(),
            "const seen = [];\n"
                + look
                + "await slide(0);\n"
                + look
                + "await slide(0.5);\n"
                + look
                + "return seen.join('|');");

    assertEquals(List.of("step 6", "7"), seen.subList(0, 2));
    assertEquals(List.of("step 0", "1"), seen.subList(3, 5));
    assertEquals(List.of("step 3", "4"), seen.subList(6, 8));
    assertTrue(seen.get(5).contains("−5, −2"), seen.get(5));
    assertTrue(seen.get(5).contains("10.5"), seen.get(5));
    assertTrue(seen.get(8).contains("−3.89"), seen.get(8));
  }

  @Test
  void theButtonsPlayAndPause() throws Exception {
    List<String> seen =
        run(
            trails(),
            """
            await slide(0);
            const seen = [path()];
            press('▶');
            await until(() => label() === 'step 2');
            press('❚❚');
            await wait(200);
            seen.push(label(), path());
            await wait(1200);
            seen.push(label(), path());
            press('▶');
            await until(() => label() === 'step 6');
            seen.push(label());
            return seen.join('|');
            """);

    assertNotEquals(seen.get(0), seen.get(2));
    assertEquals("step 2", seen.get(1));
    assertEquals(seen.subList(1, 3), seen.subList(3, 5));
    assertEquals("step 6", seen.get(5));
  }

  @Test
  void slidesChangeTheLinesAndTheTitle() throws Exception {
    Figure figure =
        Slides.of(
            "η",
            new double[] {0.1, 1e-9, -2},
            eta -> Chart.of("η is " + eta, "t", "θ").line("sgd", 1, eta, 2));
    List<String> seen =
        run(
            figure,
            """
            const look = () => [label(), path(), all('.gtitle')[0].textContent];
            const seen = look();
            await slide(1);
            return [...seen, ...look()].join('|');
            """);

    assertEquals(List.of("η = 0.1", "η is 0.1"), List.of(seen.get(0), seen.get(2)));
    assertEquals(List.of("η = −2", "η is -2.0"), List.of(seen.get(3), seen.get(5)));
    assertNotEquals(seen.get(1), seen.get(4));
  }

  @Test
  void textHasTheColourOfThePage() throws Exception {
    List<String> seen =
        run(
            trails(),
            """
            return ['.gtitle', '.xtick text', '.legendtext', '.annotation text', '.slider-label']
              .map(selector => getComputedStyle(all(selector)[0]).fill).join('|');
            """);

    assertEquals(List.of("rgb(1, 2, 3)"), seen.stream().distinct().toList());
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
