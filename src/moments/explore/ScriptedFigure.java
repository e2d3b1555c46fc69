package moments.explore;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.Trace;

/** A figure with contours, frames or a slider, which jsplot lacks: drawn by a script of ours. */
final class ScriptedFigure extends Figure {
  private static final String SCRIPT = script();

  private final JsonObject content;

  /** A figure of what {@code figure.js} reads. */
  ScriptedFigure(JsonObject content) {
    super(new Trace[0]);
    this.content = content;
  }

  @Override
  public String asJavascript(String divName) {
    String json = content.toString().replace("<", "\\u003c");
    return "<script>\n(%s)(\"%s\", %s);\n</script>".formatted(SCRIPT, divName, json);
  }

  private static String script() {
    try (InputStream in =
        Objects.requireNonNull(ScriptedFigure.class.getResourceAsStream("figure.js"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
