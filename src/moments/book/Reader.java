package moments.book;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import moments.lab.Notebooks;
import moments.lesson.Notebook;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Document;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/** Markdown and notebooks as trees; a notebook is one document with its cells between the prose. */
final class Reader {
  private static final Parser MARKDOWN =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .customInlineContentParserFactory(new Formula.Syntax())
          .build();

  private static final Pattern FIGURE_FIRST = Pattern.compile("before you (touch|move|drag)\\b");

  private Reader() {}

  static Node markdown(String text) {
    return MARKDOWN.parse(text);
  }

  static Node notebook(String json) {
    Node document = new Document();
    boolean predict = false;
    for (JsonObject cell : Notebooks.cells(json)) {
      if (cell.has("id") && cell.get("id").getAsString().equals(Notebook.NEIGHBOURS)) {
        continue; // the book's pages have such links of their own
      }
      String source = Notebooks.text(cell.get("source"));
      if (cell.get("cell_type").getAsString().equals("markdown")) {
        predict = asksForPrediction(source);
        Node parsed = markdown(source);
        for (Node child = parsed.getFirstChild(); child != null; child = parsed.getFirstChild()) {
          document.appendChild(child);
        }
      } else {
        List<Cell.Shown> outputs = outputs(cell);
        document.appendChild(new Cell(source, outputs, predict && !outputs.isEmpty()));
        predict &= outputs.isEmpty();
      }
    }
    return document;
  }

  /** Of what the next cell shows; not where readers are to look at the figure first. */
  private static boolean asksForPrediction(String prose) {
    return prose.contains("**Predict") && !FIGURE_FIRST.matcher(prose).find();
  }

  private static List<Cell.Shown> outputs(JsonObject cell) {
    List<Cell.Shown> outputs = new ArrayList<>();
    for (JsonElement each : cell.getAsJsonArray("outputs")) {
      JsonObject output = each.getAsJsonObject();
      if (output.has("data")) {
        JsonObject data = output.getAsJsonObject("data");
        boolean html = data.has("text/html");
        outputs.add(
            new Cell.Shown(html, Notebooks.text(data.get(html ? "text/html" : "text/plain"))));
      } else {
        outputs.add(new Cell.Shown(false, Notebooks.text(output.get("text"))));
      }
    }
    return outputs;
  }
}
