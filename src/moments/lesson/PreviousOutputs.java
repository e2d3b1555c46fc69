package moments.lesson;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import moments.lab.FigureHtml;
import moments.lab.Notebooks;

/** Pictures and recorded outputs that a notebook has already. */
final class PreviousOutputs {
  private final Map<String, JsonObject> cells = new HashMap<>();
  private final Map<String, String> pictures;

  /** What the text {@code notebook} has; nothing if it is no notebook. */
  PreviousOutputs(String notebook) {
    pictures = FigureHtml.picturesIn(notebook);
    try {
      JsonElement json = JsonParser.parseString(notebook);
      if (json.isJsonObject() && json.getAsJsonObject().has("cells")) {
        for (JsonElement cell : json.getAsJsonObject().getAsJsonArray("cells")) {
          JsonObject object = cell.getAsJsonObject();
          if (object.has("id") && object.has("outputs")) {
            cells.put(object.get("id").getAsString(), object);
          }
        }
      }
    } catch (JsonParseException | IllegalStateException | ClassCastException e) {
      // Not a notebook, or one that was damaged: nothing in it can be kept.
      cells.clear();
    }
  }

  /** The picture of a drawing with that hash. */
  Optional<String> picture(String hash) {
    return Optional.ofNullable(pictures.get(hash));
  }

  /** The outputs of {@code cell} if it still has the same source. */
  Optional<JsonArray> outputs(Block cell) {
    return Optional.ofNullable(cells.get(cell.id()))
        .filter(json -> Notebooks.text(json.get("source")).equals(cell.text().stripTrailing()))
        .map(json -> json.getAsJsonArray("outputs"));
  }
}
