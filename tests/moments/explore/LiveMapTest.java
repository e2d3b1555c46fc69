package moments.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import moments.browser.Chromium;
import moments.nn.Parameter;
import moments.optim.AdaGrad;
import moments.optim.AdaMax;
import moments.optim.Adam;
import moments.optim.AdamW;
import moments.optim.AmsGrad;
import moments.optim.Momentum;
import moments.optim.Nesterov;
import moments.optim.Optimizer;
import moments.optim.RmsProp;
import moments.optim.Schedule;
import moments.optim.Sgd;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tech.tablesaw.api.Table;

/** The map that is computed in the browser, as a reader uses it. */
@Tag("one-jdk")
class LiveMapTest {
  private static final int STEPS = 100;

  /** Far above the differences that rounding makes, far below those of another rule. */
  private static final double TOLERANCE = 1e-6;

  private static final Map<String, String> COLUMNS =
      Map.of("m", "m", "v", "v", "u", "u", "vHat", "v̂", "mHat", "m̂", "g", "g", "change", "Δ");

  @RegisterExtension static final Chromium BROWSER = new Chromium();

  /** The library's optimizer with the hyperparameters that the browser used. */
  private static Function<List<Parameter>, Optimizer> library(String name, JsonObject h) {
    Schedule lr = Schedule.constant(h.get("alpha").getAsDouble());
    Function<String, Double> of = key -> h.get(key).getAsDouble();
    return switch (name) {
      case "sgd" -> p -> new Sgd(p, lr);
      case "momentum" -> p -> new Momentum(p, lr, of.apply("mu"));
      case "nesterov" -> p -> new Nesterov(p, lr, of.apply("mu"));
      case "adagrad" -> p -> new AdaGrad(p, lr, of.apply("eps"));
      case "rmsprop" -> p -> new RmsProp(p, lr, of.apply("rho"), of.apply("eps"));
      case "adam" -> p -> new Adam(p, lr, of.apply("beta1"), of.apply("beta2"), of.apply("eps"));
      case "adamax" ->
          p -> new AdaMax(p, lr, of.apply("beta1"), of.apply("beta2"), of.apply("eps"));
      case "amsgrad" ->
          p -> new AmsGrad(p, lr, of.apply("beta1"), of.apply("beta2"), of.apply("eps"), false);
      case "adamw" ->
          p ->
              new AdamW(
                  p,
                  lr,
                  of.apply("beta1"),
                  of.apply("beta2"),
                  of.apply("eps"),
                  of.apply("weightDecay"));
      default -> throw new IllegalArgumentException("no test of " + name);
    };
  }

  @Test
  void theRulesInTheBrowserAreTheLibrarys() throws Exception {
    String script =
        """
        const rules = (%s)();
        const runs = [];
        const other = {alpha: 0.03, beta1: 0.6, beta2: 0.8, mu: 0.5, rho: 0.7, eps: 0.01, weightDecay: 0.2};
        for (const [surface, {start, alphas}] of Object.entries(rules.surfaces)) {
          for (const [optimizer, {defaults}] of Object.entries(rules.optimizers)) {
            const usual = {alpha: alphas[optimizer], ...defaults};
            const unusual = Object.fromEntries(Object.keys(usual).map(key =>
              [key, key === 'alpha' ? other.alpha * usual.alpha : other[key]]));
            for (const h of [usual, unusual]) {
              runs.push({surface, optimizer, start, h, rows: rules.run(optimizer, surface, start, h, %d)});
            }
          }
        }
        return JSON.stringify(runs, (_, value) =>
          typeof value === 'number' && !Number.isFinite(value) ? `${value}` : value);
        """
            .formatted(ScriptedFigure.source("rules.js"), STEPS);
    JsonArray runs = JsonParser.parseString(BROWSER.run(LiveMap.figure(), script)).getAsJsonArray();

    assertEquals(2 * Surfaces.all().size() * LiveMap.OPTIMIZERS.size(), runs.size());
    double largest = 0;
    for (JsonElement element : runs) {
      largest = Math.max(largest, difference(element.getAsJsonObject()));
    }
    assertTrue(largest <= TOLERANCE, "the rules differ by " + largest);
  }

  /** The largest relative difference of θ, f, g, the state and Δ over all steps. */
  private static double difference(JsonObject run) {
    String optimizer = run.get("optimizer").getAsString();
    JsonArray start = run.getAsJsonArray("start");
    Table expected =
        Stepper.run(
            Surfaces.named(run.get("surface").getAsString()).surface(),
            library(optimizer, run.getAsJsonObject("h")),
            STEPS,
            start.get(0).getAsDouble(),
            start.get(1).getAsDouble());
    double largest = 0;
    List<String> compared = new ArrayList<>();
    for (int t = 0; t <= STEPS; t++) {
      JsonObject row = run.getAsJsonArray("rows").get(t).getAsJsonObject();
      compared.clear();
      for (String key : row.keySet()) {
        if (key.equals("t")) {
          continue;
        }
        String name = key.equals("theta") ? "θ" : COLUMNS.getOrDefault(key, key);
        for (int i = 0; i < (key.equals("f") ? 1 : 2); i++) {
          String column = key.equals("f") ? "f" : name + (i + 1);
          JsonElement value = key.equals("f") ? row.get(key) : row.getAsJsonArray(key).get(i);
          compared.add(column);
          largest =
              Math.max(
                  largest, relative(expected.doubleColumn(column).get(t), value.getAsDouble()));
        }
      }
    }
    assertEquals(expected.columnCount() - 1, compared.size(), optimizer + " compares " + compared);
    return largest;
  }

  private static double relative(double expected, double actual) {
    if (Double.compare(expected, actual) == 0 || expected == actual) {
      return 0;
    }
    double difference =
        Math.abs(expected - actual) / Math.max(Math.abs(expected), Float.MIN_NORMAL);
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
  }

  /** What a reader does on the map; {@code end} is where Adam is at the step that shows. */
  private static final String TOOLS =
      """
      const all = selector => [...place.querySelectorAll(selector)];
      const handle = () => all('.start')[0];
      const runs = () => place.momentsRuns;
      const row = name => {
        const {rows} = runs().find(run => run.look.name === name);
        return rows[Number(all('.moments-bar input')[0].value)];
      };
      const pick = (select, value) => {
        select.value = value;
        select.dispatchEvent(new Event('change', {bubbles: true}));
      };
      const slide = (label, position) => {
        const input = all('input[type=range]').find(one => one.getAttribute('aria-label').startsWith(label));
        input.value = position;
        input.dispatchEvent(new Event('input', {bubbles: true}));
      };
      const key = name => handle().dispatchEvent(new KeyboardEvent('keydown', {key: name, bubbles: true, cancelable: true}));
      """;

  private List<String> run(String script) throws Exception {
    return List.of(BROWSER.run(LiveMap.figure(), TOOLS + script).split("\\|", -1));
  }

  @Test
  void theStartMovesByPointerAndByKeys() throws Exception {
    List<String> seen =
        run(
            """
            const where = () => handle().getAttribute('aria-label').match(/θ₁ = ([^,]+), θ₂ = ([^;]+)/).slice(1).join(' ');
            const seen = [where()];
            key('ArrowRight');
            seen.push(where());
            key('ArrowUp');
            seen.push(where());
            const box = all('.moments-map svg')[0].getBoundingClientRect();
            const send = (type, x, y) => handle().dispatchEvent(new PointerEvent(type,
              {pointerId: 1, isPrimary: true, bubbles: true, clientX: box.left + x, clientY: box.top + y}));
            handle().setPointerCapture = () => {};
            handle().hasPointerCapture = () => true;
            send('pointerdown', 100, 100);
            send('pointermove', 46, 12);
            seen.push(where());
            send('pointermove', -500, 5000);
            seen.push(where());
            all('.moments-map svg')[0].dispatchEvent(new MouseEvent('click',
              {bubbles: true, clientX: box.left + 46 + (box.width - 60) / 2, clientY: box.top + 12 + (box.height - 52) / 2}));
            seen.push(where(), runs().map(({rows}) => rows[0].theta.map(v => v.toFixed(1) * 1)));
            return seen.join('|');
            """);

    assertEquals(
        List.of("−5.00 −2.00", "−4.70 −2.00", "−4.70 −1.85", "−6.00 3.00", "−6.00 −3.00"),
        seen.subList(0, 5));
    assertTrue(seen.get(6).matches("(-?0,-?0,?){5}"), seen.get(6));
  }

  @Test
  void slidersSetOneOptimizersNumbers() throws Exception {
    List<String> seen =
        run(
            """
            const before = runs().map(({rows}) => rows[60].f);
            slide('α', -40);
            slide('β₁', 0);
            slide('ε', 0);
            const texts = all('.moments-settings output').map(text => text.textContent);
            const after = runs().map(({rows}) => rows[60].f);
            const changed = runs().filter((_, i) => before[i] !== after[i]).map(run => run.look.name);
            all('.moments-settings button')[0].click();
            const back = runs().every(({rows}, i) => rows[60].f === before[i]);
            pick(all('.moments-settings select')[0], 'momentum');
            const momentum = all('.moments-settings i').map(text => text.textContent);
            return [texts.join(' '), changed, back, momentum.join(' ')].join('|');
            """);

    assertEquals(List.of("0.01 0 0.999 1", "adam", "true", "α μ"), seen);
  }

  @Test
  void surfaceAndOptimizersAreChosenAndStepsShowTheirState() throws Exception {
    List<String> seen =
        run(
            """
            pick(all('.moments-head select')[0], 'rosenbrock');
            all('.moments-chips input').forEach(box => { if (box.checked) { box.click(); } });
            const none = all('.moments-settings')[0].textContent;
            all('.moments-chips label').find(label => label.textContent === 'AMSGrad').click();
            slide('step', 3);
            all('.moments-bar button').find(button => button.title === 'one on').click();
            const names = all('.moments-cards th').map(cell => cell.textContent).join(' ');
            const f = all('.moments-cards td')[2].textContent;
            return [none, runs().map(run => run.look.name), names, all('.moments-bar output')[0].textContent, f].join('|');
            """);

    Table expected = Stepper.run(Surfaces.rosenbrock(), p -> new AmsGrad(p, 0.05), 4, -1.2, 1);
    assertEquals(
        List.of(
            "Choose an optimizer to see its trail and its numbers.",
            "amsgrad",
            "θ f g m v v̂ Δ",
            "step 4"),
        seen.subList(0, 4));
    assertEquals(expected.doubleColumn("f").get(4), Double.parseDouble(seen.get(4)), 5e-3);
  }

  @Test
  void itFitsANarrowScreenAndKeysStayInIt() throws Exception {
    List<String> seen =
        run(
            """
            place.style.width = '340px';
            await wait(300);
            const right = place.getBoundingClientRect().right + 1;
            const wide = all('*').filter(element => element.getBoundingClientRect().right > right
              && !element.closest('svg'));
            let escaped = 0;
            document.addEventListener('keydown', () => { escaped++; });
            key('ArrowLeft');
            return [wide.length, all('.moments-map svg')[0].getBoundingClientRect().width <= 340,
              escaped, place.dataset.lmSuppressShortcuts,
              handle().dispatchEvent(new Event('touchstart', {cancelable: true}))].join('|');
            """);

    assertEquals(
        List.of("0", "true", "0", "true", "false"), seen, "false: a finger does not scroll");
  }

  @Test
  void namesThatAreUnknownAreNamed() {
    assertEquals(
        "unknown surface \"hill\"; choose one of bowl, rotated, rosenbrock, saddle",
        assertThrows(IllegalArgumentException.class, () -> LiveMap.figure("hill", "adam"))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> LiveMap.figure("bowl", "adamm"));
  }

  @Test
  void refusesAnOptimizerWhoseRuleItDoesNotHave() {
    var error = assertThrows(IllegalArgumentException.class, () -> LiveMap.figure("bowl", "lion"));
    assertEquals(
        "LiveMap: there is no map of \"lion\" yet; known: sgd, momentum, nesterov, adagrad,"
            + " rmsprop, adam, adamax, amsgrad, adamw",
        error.getMessage());
  }
}
