package moments.explore;

import static java.util.stream.Collectors.joining;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import moments.optim.Optimizers;
import moments.plot.Palette;
import tech.tablesaw.plotly.components.Figure;

/**
 * A map to try optimizers on by hand: drag the start, move the hyperparameters, choose surface and
 * optimizers, play or step, and read each optimizer's state beside it.
 *
 * <pre>{@code
 * LiveMap.figure()
 * LiveMap.figure("rosenbrock", "momentum", "adam")
 * }</pre>
 *
 * <p>The browser computes every step with rules of its own, in {@code rules.js}, which a test holds
 * to those of {@code moments.optim}.
 */
public final class LiveMap {
  private static final List<String> PARTS =
      List.of(
          "rules.js",
          "hyperparameters.js",
          "map.js",
          "drag.js",
          "player.js",
          "card.js",
          "element.js",
          "marker.js",
          "number.js",
          "theme.js",
          "figure.css");
  private static final int FIRST_STEP = 60;

  /** Those whose rules {@code rules.js} has: Adam, its ancestors and its nearest relatives. */
  static final List<String> OPTIMIZERS =
      List.of(
          "sgd",
          "momentum",
          "nesterov",
          "adagrad",
          "rmsprop",
          "adam",
          "adamax",
          "amsgrad",
          "adamw");

  private LiveMap() {}

  /** The map of {@link Surfaces#bowl}, with the optimizers that lead to Adam. */
  public static Figure figure() {
    return figure("bowl", "sgd", "momentum", "adagrad", "rmsprop", "adam");
  }

  /**
   * The map of a surface with some optimizers; the others can be added in the browser.
   *
   * @param surface its name: {@code bowl}, {@code rotated}, {@code rosenbrock} or {@code saddle}
   * @param optimizers their names, as {@link Optimizers} has them
   * @throws IllegalArgumentException if a name is unknown; the message lists those that are known
   */
  public static Figure figure(String surface, String... optimizers) {
    List<Optimizers.Entry> entries = Arrays.stream(optimizers).map(LiveMap::named).toList();
    JsonArray shown = new JsonArray();
    entries.forEach(entry -> shown.add(entry.name()));
    JsonObject content = new JsonObject();
    content.add("surfaces", surfaces());
    content.add("optimizers", optimizers());
    content.addProperty("surface", Surfaces.named(surface).name());
    content.add("shown", shown);
    content.addProperty("step", FIRST_STEP);
    String names = entries.stream().map(Optimizers.Entry::label).collect(joining(", "));
    String description =
        "A live map of %s: contour lines, bluer where it is lower, a cross at each minimum, and a start to drag, with the trails of %s over %d steps."
            .formatted(
                Surfaces.named(surface).formula(),
                names.isEmpty() ? "no optimizer yet" : names,
                FIRST_STEP);
    return new ScriptedFigure("Live map of optimizers", description, "livemap.js", content, PARTS);
  }

  private static Optimizers.Entry named(String name) {
    Optimizers.Entry entry = Optimizers.named(name);
    if (!OPTIMIZERS.contains(entry.name())) {
      throw new IllegalArgumentException(
          "LiveMap: there is no map of \"%s\" yet; known: %s"
              .formatted(entry.name(), String.join(", ", OPTIMIZERS)));
    }
    return entry;
  }

  private static JsonArray surfaces() {
    JsonArray array = new JsonArray();
    for (Surfaces.Entry entry : Surfaces.all()) {
      JsonObject json = new JsonObject();
      json.addProperty("name", entry.name());
      json.addProperty("label", entry.label());
      json.addProperty("formula", entry.formula());
      array.add(json);
    }
    return array;
  }

  private static JsonArray optimizers() {
    JsonArray array = new JsonArray();
    for (String name : OPTIMIZERS) {
      Optimizers.Entry entry = Optimizers.named(name);
      Palette look = Palette.of(name);
      JsonObject json = new JsonObject();
      json.addProperty("name", entry.name());
      json.addProperty("label", look.label());
      json.addProperty("color", look.color());
      json.addProperty("symbol", look.symbol().toString());
      array.add(json);
    }
    return array;
  }
}
