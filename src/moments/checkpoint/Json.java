package moments.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** JSON objects as bytes and back, by the letter of the standard. */
final class Json {
  private Json() {}

  /** In lines, for people. */
  static byte[] pretty(JsonObject json) {
    String text =
        new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create()
            .toJson(json);
    return (text + "\n").getBytes(UTF_8);
  }

  /** The one text for each content, to be hashed. */
  static byte[] compact(JsonElement json) {
    return json.toString().getBytes(UTF_8);
  }

  /**
   * The object that {@code bytes} are the text of.
   *
   * @throws CheckpointException if they are no JSON, or JSON of something else
   */
  static JsonObject object(byte[] bytes) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      JsonReader reader = new JsonReader(new StringReader(text));
      reader.setStrictness(Strictness.STRICT);
      JsonElement json = JsonParser.parseReader(reader);
      if (json.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
        return json.getAsJsonObject();
      }
    } catch (CharacterCodingException e) {
      throw new CheckpointException("it is not UTF-8");
    } catch (IOException | JsonParseException e) {
      String place = String.valueOf(e.getMessage()).replaceAll("(?s).* (at line .*?) path.*", "$1");
      throw new CheckpointException("it is not JSON: " + place);
    }
    throw new CheckpointException("it is not one JSON object");
  }
}
