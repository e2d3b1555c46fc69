package moments.lesson;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import moments.lesson.Block.Kind;
import tech.tablesaw.api.Table;

/** A lesson in Jupyter's format 4.5, laid out as Jupyter saves it: keys sorted, indented by one. */
final class Notebook {
  private final StringWriter text = new StringWriter();
  private final JsonWriter json = new JsonWriter(text);
  private final List<Integer> origins = new ArrayList<>();
  private int count;

  private Notebook() {
    json.setIndent(" ");
  }

  static Woven of(Lesson lesson, Map<Block, Cells.Result> results) {
    Notebook notebook = new Notebook();
    try {
      notebook.write(lesson, results);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Woven(
        "notebooks/%s.ipynb".formatted(lesson.name()),
        lesson.source(),
        notebook.text.toString(),
        List.copyOf(notebook.origins));
  }

  private void write(Lesson lesson, Map<Block, Cells.Result> results) throws IOException {
    json.beginObject().name("cells").beginArray();
    int line = 1;
    for (Block block : lesson.blocks()) {
      Cells.Result result = results.get(block);
      if (block.kind() == Kind.PROSE) {
        prose(block);
      } else if (result != null) {
        cell(block, result);
      }
      line = block.line();
      comesFrom(line);
    }
    json.endArray();
    comesFrom(line);
    metadata();
    json.name("nbformat").value(4).name("nbformat_minor").value(5).endObject();
    text.append('\n');
    comesFrom(line);
  }

  private void prose(Block block) throws IOException {
    json.beginObject().name("cell_type").value("markdown").name("id").value(block.id());
    json.name("metadata").beginObject().endObject();
    // The notebook lies one folder less deep than the lesson.
    lines("source", block.text().stripTrailing().replace("](../../", "](../"));
    json.endObject();
  }

  private void cell(Block block, Cells.Result result) throws IOException {
    count++;
    json.beginObject().name("cell_type").value("code").name("execution_count").value(count);
    json.name("id").value(block.id()).name("metadata").beginObject().endObject();
    json.name("outputs").beginArray();
    if (!result.printed().isEmpty()) {
      json.beginObject().name("name").value("stdout").name("output_type").value("stream");
      lines("text", result.printed());
      json.endObject();
    }
    if (result.value().isPresent()) {
      Object value = result.value().get();
      json.beginObject().name("data").beginObject();
      if (value instanceof Table table) {
        lines("text/html", TableHtml.of(table));
      }
      lines("text/plain", value.toString());
      json.endObject().name("execution_count").value(count);
      json.name("metadata").beginObject().endObject();
      json.name("output_type").value("execute_result").endObject();
    }
    json.endArray();
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

  /** Text as Jupyter has it, an array of lines that keep their newlines. */
  private void lines(String name, String value) throws IOException {
    json.name(name).beginArray();
    for (String line : value.split("(?<=\n)")) {
      json.value(line);
    }
    json.endArray();
  }

  /** Notes that the lines since the last note come from {@code line} of the source. */
  private void comesFrom(int line) {
    int written = (int) text.toString().lines().count();
    origins.addAll(Collections.nCopies(Math.max(0, written - origins.size()), line));
  }
}
