package moments.explore;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.Trace;

/** A figure with contours, frames or a slider, which jsplot lacks: drawn by a script of ours. */
final class Drawing extends Figure {
  private static final String SCRIPT = script();
  private static final MathContext FIVE_DIGITS = new MathContext(5, RoundingMode.HALF_EVEN);

  private final JsonObject content;

  /** A figure of what {@code figure.js} reads. */
  Drawing(JsonObject content) {
    super(new Trace[0]);
    this.content = content;
  }

  @Override
  public String asJavascript(String divName) {
    String json = content.toString().replace("<", "\\u003c");
    return "<script>\n(%s)(\"%s\", %s);\n</script>".formatted(SCRIPT, divName, json);
  }

  /** {@code values} to five digits, with gaps where they are not finite. */
  static JsonArray numbers(double... values) {
    JsonArray array = new JsonArray();
    for (double value : values) {
      array.add(
          Double.isFinite(value)
              ? new JsonPrimitive(new BigDecimal(value).round(FIVE_DIGITS).stripTrailingZeros())
              : JsonNull.INSTANCE);
    }
    return array;
  }

  /** {@code value} in at most so many significant digits. */
  static String digits(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "" : Double.toString(value);
    }
    return new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros().toString();
  }

  private static String script() {
    try (InputStream in = Objects.requireNonNull(Drawing.class.getResourceAsStream("figure.js"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
