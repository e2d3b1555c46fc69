package moments.explore;

import static java.util.stream.Collectors.joining;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import moments.plot.Described;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.Trace;

/** A figure that a script of ours draws, because Tablesaw's wrapper has no sliders or contours. */
final class ScriptedFigure extends Figure implements Described {
  private static final String CALL = "<script>\n(%s)(\"%s\", %s, {\n%s});\n</script>";

  private final String title;
  private final String description;
  private final String script;
  private final JsonObject content;
  private final List<String> parts;

  /**
   * A figure drawn by {@code script}.
   *
   * @param title what it is called
   * @param description what it shows, for readers who cannot see it
   * @param script a file of this package: a function of the place's id, the content and the parts
   * @param content what the script draws
   * @param parts other files of this package that it uses, by their names: functions and styles
   */
  ScriptedFigure(
      String title, String description, String script, JsonObject content, List<String> parts) {
    super(new Trace[0]);
    this.title = title;
    this.description = description;
    this.script = script;
    this.content = content;
    this.parts = parts;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String toString() {
    return howToShow();
  }

  @Override
  public String asJavascript(String divName) {
    String used = parts.stream().map(ScriptedFigure::part).collect(joining());
    return CALL.formatted(source(script), divName, safe(content.toString()), used);
  }

  private static String part(String file) {
    String name = file.substring(0, file.indexOf('.'));
    String source = source(file);
    return file.endsWith(".css")
        ? "style: %s,\n".formatted(safe(new Gson().toJson(source)))
        : "%s: (%s),\n".formatted(name, source);
  }

  /** JSON that cannot end a script element early. */
  private static String safe(String json) {
    return json.replace("<", "\\u003c");
  }

  static String source(String file) {
    try (InputStream in =
        Objects.requireNonNull(ScriptedFigure.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
