package moments.plot;

import java.util.HashMap;
import java.util.Map;
import moments.optim.Optimizers;
import tech.tablesaw.plotly.components.Symbol;

/**
 * How an optimizer looks in every figure: its label, one colour and one marker.
 *
 * <p>The colours differ by at least 0.1 in OKLab, also as seen with protanopia, deuteranopia and
 * tritanopia (Machado et al. 2009), and stand out from white and from near-black (contrast above
 * 2.2); the marker is there for those who still cannot tell two of them apart.
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
  }

  private static void know(String optimizer, String color, Symbol symbol) {
    KNOWN.put(optimizer, new Palette(Optimizers.named(optimizer).label(), color, symbol));
  }

  /** The look of {@code optimizer}; a name that is not of the nine always gets the same spare. */
  public static Palette of(String optimizer) {
    String spare = SPARE[Math.floorMod(optimizer.hashCode(), SPARE.length)];
    return KNOWN.getOrDefault(optimizer, new Palette(optimizer, spare, Symbol.HEXAGON));
  }
}
