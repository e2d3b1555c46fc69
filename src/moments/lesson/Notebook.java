package moments.lesson;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import moments.lesson.Block.Kind;

/** A lesson in Jupyter's format 4.5, laid out as Jupyter saves it: keys sorted, indented by one. */
public final class Notebook {
  /** The id of the cell with links to other notebooks. */
  public static final String NEIGHBOURS = "neighbours";

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final StringWriter text = new StringWriter();
  private final JsonWriter json = new JsonWriter(text);
  private final List<Integer> origins = new ArrayList<>();
  private int count;

  private Notebook() {
    json.setIndent(" ");
  }

  static GeneratedFile of(Lesson lesson, Map<Block, JsonArray> outputs) {
    Notebook notebook = new Notebook();
    try {
      notebook.write(lesson, outputs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new GeneratedFile(
        lesson.notebook(),
        lesson.source(),
        notebook.text.toString(),
        List.copyOf(notebook.origins));
  }

  private void write(Lesson lesson, Map<Block, JsonArray> outputs) throws IOException {
    json.beginObject().name("cells").beginArray();
    int line = 1;
    for (Block block : lesson.blocks()) {
      if (block.kind() == Kind.PROSE) {
        markdown(block.id(), linksFromNotebook(block.text().stripTrailing()));
      } else if (block.isCell()) {
        cell(block, Objects.requireNonNull(outputs.get(block), block.id()));
      }
      line = block.line();
      comesFrom(line);
    }
    if (!lesson.neighbours().isEmpty()) {
      markdown(NEIGHBOURS, lesson.neighbours());
    }
    json.endArray();
    comesFrom(line);
    metadata();
    json.name("nbformat").value(4).name("nbformat_minor").value(5).endObject();
    text.append('\n');
    comesFrom(line);
  }

  private void markdown(String id, String text) throws IOException {
    json.beginObject().name("cell_type").value("markdown").name("id").value(id);
    json.name("metadata").beginObject().endObject();
    lines("source", text);
    json.endObject();
  }

  /** Notebooks are beside each other, and one folder level above the lessons. */
  private static String linksFromNotebook(String text) {
    return text.replace("](../../notebooks/", "](").replace("](../../", "](../");
  }

  private void cell(Block block, JsonArray outputs) throws IOException {
    count++;
    json.beginObject().name("cell_type").value("code").name("execution_count").value(count);
    json.name("id").value(block.id()).name("metadata").beginObject().endObject();
    for (JsonElement output : outputs) {
      if (output.getAsJsonObject().has("execution_count")) {
        output.getAsJsonObject().addProperty("execution_count", count);
      }
    }
    json.name("outputs");
    GSON.toJson(outputs, json);
    lines("source", block.text().stripTrailing());
    json.endObject();
  }

  private void metadata() throws IOException {
    json.name("metadata").beginObject().name("kernelspec").beginObject();
    json.name("display_name").value("Java").name("language").value("java");
    json.name("name").value("java").endObject();
    json.name("language_info").beginObject().name("codemirror_mode").value("java");
    json.name("file_extension").value(".jshell").name("mimetype").value("text/x-java-source");
    json.name("name").value("Java").name("pygments_lexer").value("java").endObject();
    json.endObject();
  }

  private void lines(String name, String value) throws IOException {
    json.name(name);
    GSON.toJson(OutputCapture.lines(value), json);
  }

  /** Notes that the lines since the last note come from {@code line} of the source. */
  private void comesFrom(int line) {
    int written = (int) text.toString().lines().count();
    origins.addAll(Collections.nCopies(Math.max(0, written - origins.size()), line));
  }
}
