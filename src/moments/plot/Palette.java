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
 * How an optimizer looks in every figure: its label, one colour and one marker.
 *
 * <p>The colours of the nine up to AdamW differ by at least 0.1 in OKLab, also as seen with
 * protanopia, deuteranopia and tritanopia (Machado et al. 2009), those of its successors by 0.05
 * from all others; all stand out from white and from near-black (contrast above 2.2). The marker is
 * there for those who still cannot tell two of them apart.
 *
 * @param label for legends and tables, as in {@link Optimizers}
 * @param color as {@code #rrggbb}
 * @param symbol of the markers
 */
public record Palette(String label, String color, Symbol symbol) {
  private static final Map<String, Palette> KNOWN = new HashMap<>();
  private static final String[] SPARE = {"#00838f", "#8d6e63", "#9e9d24", "#5c6bc0"};

  static {
    know("sgd", "#2e86de", Symbol.CIRCLE);
    know("momentum", "#e08e00", Symbol.SQUARE);
    know("nesterov", "#4bc387", Symbol.TRIANGLE_UP);
    know("adagrad", "#968796", Symbol.CROSS);
    know("rmsprop", "#780fe1", Symbol.X);
    know("adam", "#c2185b", Symbol.DIAMOND);
    know("adamax", "#b4a5e1", Symbol.TRIANGLE_DOWN);
    know("amsgrad", "#006900", Symbol.PENTAGON);
    know("adamw", "#962d96", Symbol.STAR);
    know("nadam", "#b4784b", Symbol.DIAMOND_WIDE);
    know("lion", "#787800", Symbol.HOURGLASS);
    know("muon", "#3c7878", Symbol.BOWTIE);
    know("schedulefree", "#ff1ed2", Symbol.STAR_DIAMOND);
  }

  private static void know(String optimizer, String color, Symbol symbol) {
    KNOWN.put(optimizer, new Palette(Optimizers.named(optimizer).label(), color, symbol));
  }

  /** The look of {@code optimizer}; the name of none always gets the same spare. */
  public static Palette of(String optimizer) {
    String spare = SPARE[Math.floorMod(optimizer.hashCode(), SPARE.length)];
    return KNOWN.getOrDefault(optimizer, new Palette(optimizer, spare, Symbol.HEXAGON));
  }

  /** The {@code i}-th spare look, for what is no optimizer. */
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
