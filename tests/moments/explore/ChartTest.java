package moments.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.DoubleFunction;
import moments.optim.Adam;
import moments.optim.Optimizers;
import moments.plot.Palette;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ChartTest {
  private static Chart chart() {
    return Chart.of("title", "x", "y");
  }

  private static JsonObject json(Chart chart) {
    return chart.json(List.of(chart));
  }

  private static List<String> of(Chart chart, String property) {
    JsonArray lines = json(chart).getAsJsonArray("lines");
    return lines.asList().stream()
        .map(line -> line.getAsJsonObject().get(property).getAsString())
        .toList();
  }

  @Test
  void optimizersKeepTheirColoursAndOthersGetSpareOnes() {
    Chart chart =
        chart()
            .line("sgd", 1, 2)
            .line("SGD + momentum, β = 0.5", 1, 2)
            .line("adam", 1, 2)
            .line("adam, β₁ = 0", 1, 2)
            .line("adamant", 1, 2)
            .line("theory", 1, 2);

    List<String> colours = of(chart, "color");
    assertEquals(Palette.of("sgd").color(), colours.get(0));
    assertEquals(Palette.of("momentum").color(), colours.get(1));
    assertEquals(Palette.of("adam").color(), colours.get(2));
    assertEquals(Palette.of("adam").color(), colours.get(3));
    assertEquals(5, colours.stream().distinct().count());
    assertEquals(
        List.of("SGD", "SGD + momentum, β = 0.5", "Adam", "Adam, β₁ = 0", "adamant", "theory"),
        of(chart, "name"));
    assertEquals(List.of("solid", "solid", "solid", "dash", "solid", "solid"), of(chart, "dash"));
  }

  @Test
  void aLevelReachesAsFarAsTheLines() {
    Chart chart = chart().level("chance", 10).points("p", new double[] {3, 7}, new double[] {1, 2});
    JsonObject level = json(chart).getAsJsonArray("lines").get(0).getAsJsonObject();
    assertEquals("[3,7]", level.get("x").toString());
    assertEquals("[1E+1,1E+1]", level.get("y").toString());
  }

  @Test
  void rangesOfLogarithmicAxesAreExponents() {
    Chart chart = chart().line("a", 1, 2).logY().range(0, 10, 0.01, 100);
    assertEquals("[0,1E+1]", json(chart).getAsJsonObject("x").get("range").toString());
    assertEquals("[-2,2]", json(chart).getAsJsonObject("y").get("range").toString());
    assertFalse(json(chart().line("a", 1, 2)).getAsJsonObject("x").has("range"));
  }

  @Test
  void slidesHaveRoomForAllCharts() {
    Chart low = chart().line("a", 0, 1);
    Chart high = chart().line("a", 0, 9, Double.NaN);
    JsonObject json = low.json(List.of(low, high));
    assertEquals("[-0.1,2.1]", json.getAsJsonObject("x").get("range").toString());
    assertEquals("[-0.45,9.45]", json.getAsJsonObject("y").get("range").toString());
  }

  @Test
  void slidesSendWhatChangesOnly() {
    DoubleFunction<Chart> make = value -> chart().line("a", value, 2);
    String script = Slides.of("η", new double[] {0.25, 7}, make).asJavascript("place");
    assertTrue(
        script.contains("\"label\":\"0.25\",\"title\":\"title\",\"lines\":[{\"y\":[0.25,2]}]"));
    assertTrue(script.contains("\"lines\":[{\"y\":[7,2]}]"));
    assertTrue(script.contains("(\"place\", {"));
  }

  @Test
  void everyOptimizersMarkerHasAShapeInLegendsAndCards() {
    String shapes = ScriptedFigure.source("marker.js").replace("'", "");
    List<String> without =
        Optimizers.all().stream()
            .map(optimizer -> Palette.of(optimizer.name()).symbol().toString())
            .filter(symbol -> !shapes.contains(symbol + ": "))
            .toList();
    assertEquals(List.of(), without);
  }

  @Test
  void referenceLinesDiffer() {
    Chart chart = chart().line("a", 1, 2).level("chance", 10).level("best", 20).level("floor", 0);
    assertEquals(List.of("solid", "dash", "dot", "longdashdot"), of(chart, "dash"));
  }

  @Test
  void aLineThroughFewPointsMarksEach() {
    Chart chart = chart().line("sweep", new double[30]).line("curve", new double[31]);
    assertEquals(List.of("lines+markers", "lines"), of(chart, "mode"));
    Chart both = chart().line("adam", new double[30]).line("adam", new double[31]);
    assertEquals(List.of("solid", "dash"), of(both, "dash"));
  }

  @Test
  void aPromptSaysHowToShowAFigure() {
    assertEquals(
        "Figure \"title\"; display(…) of it shows it", chart().line("a", 1, 2).figure().toString());
  }

  @Test
  void aChartWithNothingToShowSaysSo() {
    assertEquals(
        "nothing to show: no value is finite",
        json(chart().line("a", Double.NaN)).get("note").getAsString());
    assertEquals(
        "nothing to show: no value is finite and above 0",
        json(chart().line("a", -1, 0).logY()).get("note").getAsString());
    assertFalse(json(chart().line("a", -1, 0)).has("note"));
    assertEquals(
        "Chart \"title\" has no lines; add one with .line(name, y)",
        assertThrows(IllegalStateException.class, () -> chart().figure()).getMessage());
  }

  @Test
  void theTitleOfAMapNamesItsSurface() {
    assertEquals(
        "f = 0.1θ₁² + 2θ₂²: 5 steps from θ = (−5, −2)",
        title(Trajectories.on(Surfaces.bowl(), -6, 6, -3, 3)));
    assertEquals(
        "The valley: 5 steps from θ = (−5, −2)",
        title(Trajectories.on(x -> x[0] * x[1], -6, 6, -3, 3).named("The valley")));
  }

  private static String title(Trajectories map) {
    return ((ScriptedFigure) map.run("adam", p -> new Adam(p, 0.1)).figure(5, -5, -2)).title();
  }

  @Test
  void figuresAreDescribedInWords() {
    var map = Trajectories.on(Surfaces.bowl(), -6, 6, -3, 3).run("adam", p -> new Adam(p, 0.2));
    assertEquals(
        "Map of a surface with paths. f = 0.1θ₁² + 2θ₂²: 60 steps from θ = (−5, −2). At the end: Adam"
            + " at f = 0.0119.",
        ((ScriptedFigure) map.figure(60, -5, -2)).description());
    DoubleFunction<Chart> make = value -> chart().line("sgd", value, 2);
    assertEquals(
        "title. Chart, x across, y up: SGD rises from 0.25 to 2. It changes with η, from 0.25 to 7.",
        ((ScriptedFigure) Slides.of("η", new double[] {0.25, 7}, make)).description());
  }

  @Test
  void linesAreDescribedByWhatCanBeSeenOfThem() {
    Chart chart =
        Chart.of("What is it?", "t", "f")
            .line("adam, burst", 1, 6.57, 1.5)
            .line("dip", 3, Double.NaN, -0.5, 2)
            .line("wave", 0, 2, -2, 0)
            .line("falls", 9, 5, 1)
            .line("circle", new double[] {1, 0, -1, 0}, new double[] {0, 1, 0, -1})
            .points("p", new double[] {1, 2}, new double[] {0.001, 0.002})
            .line("none", Double.NaN)
            .level("chance", 10);
    assertEquals(
        "What is it? Chart, t across, f up: Adam, burst starts at 1, is highest at 1 with 6.57,"
            + " ends at 1.5; dip starts at 3, is lowest at 2 with −0.5, ends at 2; wave starts at"
            + " 0, is highest at 1 with 2, is lowest at 2 with −2, ends at 0; falls falls from 9"
            + " to 1; circle winds between −1 and 1; p has points from 0.001 to 0.002; none has no finite value; chance is at"
            + " 10.",
        chart.description());
  }

  @Test
  void saysWhatIsWrong() {
    assertEquals(
        "Chart \"title\": line \"a\" needs as many x as y, got 1 and 2",
        message(() -> chart().line("a", new double[1], new double[2])));
    assertEquals(
        "Slides \"η\": there are no values; pass one for each chart",
        message(() -> Slides.of("η", new double[0], value -> chart())));
    assertEquals(
        "Slides: each chart needs the same lines, got [1.0] in one and [2.0] in another",
        message(
            () -> Slides.of("η", new double[] {1, 2}, value -> chart().line("" + value, 1, 2))));
    assertEquals(
        "Trajectories.on: expected x0 < x1 and y0 < y1, got 1.0, 1.0 and 0.0, 2.0",
        message(() -> Trajectories.on(Surfaces.bowl(), 1, 1, 0, 2)));
    assertEquals(
        "Trajectories.figure: expected 1 step or more and 1 optimizer or more, got 5 and 0",
        message(() -> Trajectories.on(Surfaces.bowl(), 0, 1, 0, 2).figure(5, 0, 0)));
  }

  private static String message(Executable code) {
    return "" + assertThrows(IllegalArgumentException.class, code).getMessage();
  }
}
