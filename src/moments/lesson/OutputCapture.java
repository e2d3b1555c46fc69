package moments.lesson;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import moments.lab.Display;
import moments.lab.FigureHtml;
import moments.lab.NotebookRenderers;

/** Notes what cells print and display, as the outputs of a notebook. */
final class OutputCapture {
  private static final Gson GSON = new Gson();

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Map<String, JsonObject> displayed = new HashMap<>();
  private final Renderer renderer = new Renderer();
  private final Display.Screen screen = new Display.Screen(renderer, this::show, this::update);
  private Display.Screen before;
  private final PrintStream console = System.out;
  private JsonArray outputs = new JsonArray();

  OutputCapture(FigureHtml figures) {
    before = screen;
    NotebookRenderers.register(renderer, figures);
  }

  /** From now on what is printed and displayed is noted. */
  void start() {
    outputs = new JsonArray();
    System.setOut(new PrintStream(printed, true, UTF_8));
    before = Display.attach(screen);
  }

  /** What was noted, and {@code value} as the result; of what was updated, the last state. */
  JsonArray outputs(Optional<Object> value) {
    text();
    value.ifPresent(v -> outputs.add(output(Display.render(v), "execute_result")));
    return outputs;
  }

  void stop() {
    Display.attach(before);
    System.setOut(console);
    printed.reset();
  }

  private void text() {
    if (printed.size() > 0) {
      JsonObject stream = new JsonObject();
      stream.addProperty("name", "stdout");
      stream.addProperty("output_type", "stream");
      stream.add("text", lines(printed.toString(UTF_8)));
      outputs.add(stream);
      printed.reset();
    }
  }

  private void show(DisplayData data) {
    text();
    JsonObject output = output(data, "display_data");
    displayed.put(data.getDisplayId(), output);
    outputs.add(output);
  }

  private void update(DisplayData data) {
    JsonObject output = displayed.get(data.getDisplayId());
    if (output != null) {
      output.add("data", data(data));
    }
  }

  private static JsonObject output(DisplayData data, String type) {
    JsonObject output = new JsonObject();
    output.add("data", data(data));
    if (type.equals("execute_result")) {
      output.addProperty("execution_count", 0);
    }
    output.add("metadata", new JsonObject());
    output.addProperty("output_type", type);
    return output;
  }

  /** By media type, in the order that Jupyter saves them in. */
  private static JsonObject data(DisplayData data) {
    JsonObject sorted = new JsonObject();
    new TreeMap<>(GSON.toJsonTree(data).getAsJsonObject().getAsJsonObject("data").asMap())
        .forEach(
            (type, value) -> sorted.add(type, isText(value) ? lines(value.getAsString()) : value));
    return sorted;
  }

  private static boolean isText(JsonElement value) {
    return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
  }

  /** Text as Jupyter has it, an array of lines that keep their newlines. */
  static JsonArray lines(String text) {
    JsonArray lines = new JsonArray();
    for (String line : text.split("(?<=\n)")) {
      lines.add(line);
    }
    return lines;
  }
}
