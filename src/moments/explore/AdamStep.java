package moments.explore;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import moments.nn.Parameter;
import moments.optim.Adam;
import moments.plot.Palette;
import moments.tensor.Tensor;
import tech.tablesaw.plotly.components.Figure;

/**
 * One step of Adam taken apart: g, m, m̂, √v, √v̂ and Δ of one weight as arrows and bars, with
 * gradients to drag and sliders for α, β₁, β₂ and ε.
 *
 * <pre>{@code
 * AdamStep.figure()
 * AdamStep.figure(1, 1, 1, 1, 10, 1, 1, 1)
 * }</pre>
 *
 * <p>The browser computes every step with the rule in {@code rules.js}, which a test holds to
 * {@link Adam}.
 */
public final class AdamStep {
  private static final double ALPHA = 0.001;
  private static final int USUAL = 8;
  private static final int MOST = 12;

  private static final List<String> PARTS =
      List.of(
          "rules.js",
          "gradients.js",
          "drag.js",
          "ingredients.js",
          "hyperparameters.js",
          "player.js",
          "element.js",
          "number.js",
          "theme.js",
          "figure.css");

  private AdamStep() {}

  /** The steps that eight gradients of 1 lead to. */
  public static Figure figure() {
    return figure(sequence(USUAL, t -> 1));
  }

  /**
   * The steps that {@code gradients} lead to; the last one shows first.
   *
   * @throws IllegalArgumentException if there are none or more than twelve, or one is not finite
   */
  public static Figure figure(double... gradients) {
    if (gradients.length == 0
        || gradients.length > MOST
        || !Arrays.stream(gradients).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "AdamStep: expected 1 to %d gradients, all finite, got %s"
              .formatted(MOST, Arrays.toString(gradients)));
    }
    JsonObject content = new JsonObject();
    content.add("gradients", Numbers.exact(gradients));
    JsonObject histories = new JsonObject();
    histories(gradients.length).forEach((name, g) -> histories.add(name, Numbers.exact(g)));
    content.add("histories", histories);
    content.addProperty("alpha", ALPHA);
    JsonObject colors = new JsonObject();
    colors.addProperty("g", Palette.of("sgd").color());
    colors.addProperty("m", Palette.of("momentum").color());
    colors.addProperty("v", Palette.of("rmsprop").color());
    colors.addProperty("change", Palette.of("adam").color());
    content.add("colors", colors);
    return new ScriptedFigure(
        "One step of Adam, taken apart", description(gradients), "adamstep.js", content, PARTS);
  }

  /** Histories of {@code n} gradients to choose from. */
  private static Map<String, double[]> histories(int n) {
    Random random = new Random(8);
    double[] noise = sequence(n, t -> Math.rint(10 * random.nextGaussian()) / 10);
    Map<String, double[]> all = new LinkedHashMap<>();
    all.put("constant", sequence(n, t -> 1));
    all.put("alternating", sequence(n, t -> t % 2 == 0 ? 1 : -1));
    all.put("one spike", sequence(n, t -> t == n / 2 ? 10 : 1));
    all.put("sparse", sequence(n, t -> t == n / 2 ? 1 : 0));
    all.put("noise", noise);
    return all;
  }

  private static double[] sequence(int n, IntToDoubleFunction gradient) {
    double[] gradients = new double[n];
    Arrays.setAll(gradients, gradient);
    return gradients;
  }

  /** What the figure shows at first, for readers who cannot see it. */
  private static String description(double... gradients) {
    Parameter theta = new Parameter("theta", Tensor.zeros(1));
    Adam adam = new Adam(List.of(theta), ALPHA);
    StringBuilder steps = new StringBuilder();
    double before = 0;
    for (double g : gradients) {
      theta.grad().set((float) g, 0);
      before = theta.value().get(0);
      adam.step();
      steps.append(steps.isEmpty() ? "" : ", ");
      steps.append(Numbers.text((theta.value().get(0) - before) / ALPHA, 2));
    }
    return "Bars for the gradients %s; below them bars for the steps that Adam makes of them, in units of α: %s. Below those, arrows and bars for what the last step is made of: g, m, m̂, √v, √v̂ and Δ."
        .formatted(
            String.join(", ", Arrays.stream(gradients).mapToObj(g -> Numbers.text(g, 3)).toList()),
            steps);
  }
}
