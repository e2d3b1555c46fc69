package moments.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import moments.nn.Parameter;
import moments.optim.Optimizers.Entry;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The formulas of the cheat sheet, computed as they stand there, do what the classes do. */
class CheatSheetTest {
  private static final Pattern ROW = Pattern.compile("\\| \\*\\*(.+?)\\*\\* .*? \\| (.*) \\|");
  private static final Pattern FORMULA = Pattern.compile("`([^`]+)`");
  private static final Pattern DEFAULT = Pattern.compile("([^\\s,;]+) = (-?[-\\d.e]*\\d)");
  private static final double[] GRADIENTS = {3, -0.5, 1, 1, 0.25, -4, 0.125, 2, -1, 0.5, 0.5, 6};

  /** As large as ε, so that it shows where ε is. */
  private static final double TINY = 1e-8;

  static List<Entry> all() {
    return Optimizers.all();
  }

  /** Those of one weight; Muon's are of a matrix. */
  static List<Entry> elementwise() {
    return Optimizers.all().stream().filter(entry -> !entry.name().equals("muon")).toList();
  }

  private static String row(Entry entry) throws IOException {
    return Files.readAllLines(Path.of("lessons/cheat-sheet.md")).stream()
        .map(ROW::matcher)
        .filter(row -> row.matches() && row.group(1).equals(entry.label()))
        .map(row -> row.group(2))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the cheat sheet has no row for " + entry.label()));
  }

  @Test
  void thereAreNoOtherRules() throws IOException {
    long rows =
        Files.readAllLines(Path.of("lessons/cheat-sheet.md")).stream()
            .filter(line -> ROW.matcher(line).matches())
            .count();
    assertEquals(Optimizers.all().size(), rows);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theLearningRateIsTheUsualOne(Entry entry) throws IOException {
    assertEquals(entry.lr(), defaults(row(entry)).get("α"), entry.label());
  }

  @Test
  void muonsFormulasAreThoseOfItsPage() throws IOException {
    String page = Files.readString(Path.of("src/moments/optim/Muon.java"));
    FORMULA
        .matcher(row(Optimizers.named("muon")))
        .results()
        .forEach(formula -> assertTrue(page.contains(" * " + formula.group(1)), formula.group(1)));
  }

  @ParameterizedTest
  @MethodSource("elementwise")
  void theFormulasDoWhatTheClassDoes(Entry entry) throws IOException {
    String row = row(entry);
    for (DoubleUnaryOperator size : List.<DoubleUnaryOperator>of(g -> g, g -> TINY * g)) {
      Parameter weight = new Parameter("weight", Tensor.of(new float[] {0.5f}, 1));
      Optimizer optimizer = entry.create(List.of(weight), defaults(row).getOrDefault("α", 0.0));
      Map<String, Double> values = new HashMap<>(defaults(row));
      values.put("θ", 0.5);
      List.of("x", "z").forEach(name -> values.put(name, 0.5));
      values.put("p", 1.0);
      for (int t = 1; t <= GRADIENTS.length; t++) {
        double g = size.applyAsDouble(GRADIENTS[t - 1]);
        values.put("g", g);
        values.put("t", (double) t);
        List<String> formulas =
            FORMULA.matcher(row).results().map((MatchResult found) -> found.group(1)).toList();
        formulas.forEach(formula -> UnicodeFormula.assign(formula, values));
        weight.grad().set((float) g, 0);
        optimizer.step();
        double moved = values.getOrDefault("θ", Double.NaN) - 0.5;
        double expected = weight.value().get(0) - 0.5;
        assertEquals(
            expected,
            moved,
            2e-6 + 1e-4 * Math.abs(expected),
            "%s, step %d of %s".formatted(entry.label(), t, formulas));
      }
    }
  }

  private static Map<String, Double> defaults(String row) {
    Map<String, Double> values = new HashMap<>();
    DEFAULT
        .matcher(row.substring(row.lastIndexOf(';')))
        .results()
        .forEach(found -> values.put(found.group(1), Double.parseDouble(found.group(2))));
    return values;
  }
}
