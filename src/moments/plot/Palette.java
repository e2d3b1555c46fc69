package moments.plot;

import static java.util.Comparator.comparingInt;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import moments.optim.Optimizers;
import tech.tablesaw.plotly.components.Symbol;

/**
 * How an optimizer looks in every figure: its label, its colour and its marker.
 *
 * <p>Every colour has a contrast of at least 3 with white, with a page's near-black and with
 * JupyterLab's dark cells. Any two of the nine up to AdamW differ by at least 0.14 in OKLab, and by
 * 0.085 as seen with protanopia, deuteranopia or tritanopia (Machado et al. 2009); those of Adam's
 * successors differ from all others by 0.086 and 0.05. The markers are for those who still cannot
 * tell two of them apart.
 *
 * @param label for legends and tables, as in {@link Optimizers}
 * @param color as {@code #rrggbb}
 * @param symbol of the markers
 */
public record Palette(String label, String color, Symbol symbol) {
  private static final Map<String, Palette> KNOWN = new HashMap<>();
  private static final String[] SPARE = {"#0097a7", "#8d6e63", "#8f8e20", "#5c6bc0"};

  static {
    know("sgd", "#3892f0", Symbol.CIRCLE);
    know("momentum", "#e2781e", Symbol.SQUARE);
    know("nesterov", "#008275", Symbol.TRIANGLE_UP);
    know("adagrad", "#a470b4", Symbol.CROSS);
    know("rmsprop", "#7b3ffc", Symbol.X);
    know("adam", "#ed0d4e", Symbol.DIAMOND);
    know("adamax", "#80690d", Symbol.TRIANGLE_DOWN);
    know("amsgrad", "#88988f", Symbol.PENTAGON);
    know("adamw", "#b225c3", Symbol.STAR);
    know("nadam", "#d866d6", Symbol.DIAMOND_WIDE);
    know("lion", "#b28f54", Symbol.HOURGLASS);
    know("muon", "#206cd7", Symbol.BOWTIE);
    know("schedulefree", "#c75287", Symbol.STAR_DIAMOND);
  }

  private static void know(String optimizer, String color, Symbol symbol) {
    KNOWN.put(optimizer, new Palette(Optimizers.named(optimizer).label(), color, symbol));
  }

  /** The look of {@code optimizer}; any other name always gets the same spare look. */
  public static Palette of(String optimizer) {
    String spare = SPARE[Math.floorMod(optimizer.hashCode(), SPARE.length)];
    return KNOWN.getOrDefault(optimizer, new Palette(optimizer, spare, Symbol.HEXAGON));
  }

  /** The {@code i}-th spare look, for lines that are not optimizers. */
  public static Palette spare(String label, int i) {
    return new Palette(label, SPARE[i % SPARE.length], Symbol.HEXAGON);
  }

  /**
   * The look of the optimizer whose name or label {@code text} starts with, labelled by all of
   * {@code text}: "adam, β₁ = 0" looks as Adam does and is called "Adam, β₁ = 0".
   */
  public static Optional<Palette> startingWith(String text) {
    return KNOWN.entrySet().stream()
        .flatMap(
            known ->
                Stream.of(
                    Map.entry(known.getKey(), known.getValue()),
                    Map.entry(known.getValue().label(), known.getValue())))
        .filter(known -> isFirstWord(text, known.getKey()))
        .max(comparingInt(known -> known.getKey().length()))
        .map(
            known ->
                known
                    .getValue()
                    .named(known.getValue().label() + text.substring(known.getKey().length())));
  }

  private static boolean isFirstWord(String text, String word) {
    return text.toLowerCase(Locale.ROOT).startsWith(word.toLowerCase(Locale.ROOT))
        && (text.length() == word.length()
            || !Character.isLetterOrDigit(text.charAt(word.length())));
  }

  private Palette named(String other) {
    return new Palette(other, color, symbol);
  }
}
