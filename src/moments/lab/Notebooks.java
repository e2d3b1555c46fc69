package moments.lab;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Notebooks as files: JSON with a list of cells. */
public final class Notebooks {
  private Notebooks() {}

  /**
   * The text of {@code file}.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** Whether {@code file} has the form of a notebook. */
  public static boolean isNotebook(Path file) {
    return file.toString().endsWith(".ipynb") && !cells(read(file)).isEmpty();
  }

  /** The sources of the code cells in {@code notebook}; none if it is not one. */
  public static List<String> code(String notebook) {
    return cells(notebook).stream()
        .filter(
            cell -> cell.has("cell_type") && cell.get("cell_type").toString().equals("\"code\""))
        .map(cell -> cell.get("source"))
        .map(Notebooks::text)
        .toList();
  }

  /** A text, also where it is a list of lines. */
  public static String text(JsonElement source) {
    if (source instanceof JsonArray lines) {
      return StreamSupport.stream(lines.spliterator(), false)
          .map(Notebooks::text)
          .collect(Collectors.joining());
    }
    return source instanceof JsonPrimitive text ? text.getAsString() : "";
  }

  /** The cells in {@code notebook}; none if it is not one. */
  public static List<JsonObject> cells(String notebook) {
    try {
      return objects(parse(notebook), "cells").toList();
    } catch (JsonParseException e) {
      return List.of();
    }
  }

  /** The notebook as it is before any of its cells has run; anything else stays as it is. */
  static String withoutOutputs(String notebook) {
    if (cells(notebook).isEmpty()) {
      return notebook;
    }
    JsonElement json = parse(notebook);
    objects(json, "cells")
        .filter(cell -> cell.has("outputs"))
        .forEach(
            cell -> {
              cell.add("outputs", new JsonArray());
              cell.add("execution_count", JsonNull.INSTANCE);
            });
    StringWriter text = new StringWriter();
    JsonWriter writer = new JsonWriter(text);
    writer.setIndent(" ");
    new GsonBuilder().serializeNulls().disableHtmlEscaping().create().toJson(json, writer);
    return text + "\n";
  }

  private static JsonElement parse(String json) {
    return JsonParser.parseString(json);
  }

  /** The objects in list {@code name} of an object. */
  static Stream<JsonObject> objects(JsonElement json, String name) {
    return json.isJsonObject() && json.getAsJsonObject().get(name) instanceof JsonArray list
        ? StreamSupport.stream(list.spliterator(), false)
            .filter(JsonElement::isJsonObject)
            .map(JsonElement::getAsJsonObject)
        : Stream.empty();
  }
}
