package moments.plot;

import java.util.Map;
import tech.tablesaw.plotly.components.Symbol;

/**
 * How an optimizer looks in every figure: its label, one colour and one marker.
 *
 * <p>The colours differ by at least 0.1 in OKLab, also as seen with protanopia, deuteranopia and
 * tritanopia (Machado et al. 2009), and stand out from white and from near-black (contrast above
 * 2.2); the marker is there for those who still cannot tell two of them apart.
 *
 * @param label for legends and tables
 * @param color as {@code #rrggbb}
 * @param symbol of the markers
 */
public record Palette(String label, String color, Symbol symbol) {
  private static final Map<String, Palette> KNOWN =
      Map.of(
          "sgd", new Palette("SGD", "#2e86de", Symbol.CIRCLE),
          "momentum", new Palette("SGD + momentum", "#e08e00", Symbol.SQUARE),
          "nesterov", new Palette("Nesterov", "#4bc387", Symbol.TRIANGLE_UP),
          "adagrad", new Palette("AdaGrad", "#968796", Symbol.CROSS),
          "rmsprop", new Palette("RMSProp", "#780fe1", Symbol.X),
          "adam", new Palette("Adam", "#c2185b", Symbol.DIAMOND),
          "adamax", new Palette("AdaMax", "#b4a5e1", Symbol.TRIANGLE_DOWN),
          "amsgrad", new Palette("AMSGrad", "#006900", Symbol.PENTAGON),
          "adamw", new Palette("AdamW", "#962d96", Symbol.STAR));

  private static final String[] SPARE = {"#00838f", "#8d6e63", "#9e9d24", "#5c6bc0"};

  /** The look of {@code optimizer}; a name that is not of the nine always gets the same spare. */
  public static Palette of(String optimizer) {
    Palette known = KNOWN.get(optimizer);
    if (known != null) {
      return known;
    }
    String color = SPARE[Math.floorMod(optimizer.hashCode(), SPARE.length)];
    return new Palette(optimizer, color, Symbol.HEXAGON);
  }
}
