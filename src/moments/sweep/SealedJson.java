package moments.sweep;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import moments.train.Output;
import org.apache.commons.codec.digest.DigestUtils;

/** JSON files that know their SHA-256, so that nothing is computed from one that was changed. */
final class SealedJson {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
  private static final String SHA256 = "sha256";
  private static final String CONTENT = "content";

  private SealedJson() {}

  /** Writes {@code content}, a record, whole or not at all. */
  static void write(Path file, Object content) {
    JsonElement tree = GSON.toJsonTree(content);
    JsonObject json = new JsonObject();
    json.addProperty(SHA256, DigestUtils.sha256Hex(tree.toString()));
    json.add(CONTENT, tree);
    Output.write(file, GSON.toJson(json) + "\n");
  }

  /**
   * What {@link #write} has written; empty if there is no such file.
   *
   * @param advice what to do about a damaged one, for the message
   */
  static <T> Optional<T> read(Path file, Class<T> type, String advice) {
    try {
      JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      JsonElement content = json.get(CONTENT);
      String sum = content == null ? "" : DigestUtils.sha256Hex(content.toString());
      if (json.has(SHA256) && sum.equals(json.get(SHA256).getAsString())) {
        return Optional.of(GSON.fromJson(content, type));
      }
      throw new SweepException(
          "%s does not have the SHA-256 that it names; %s".formatted(file, advice));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CharacterCodingException
        | JsonParseException
        | IllegalStateException
        | UnsupportedOperationException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new SweepException("%s is damaged (%s); %s".formatted(file, why, advice));
    } catch (IOException e) {
      throw Output.unreadable(file, e);
    }
  }
}
