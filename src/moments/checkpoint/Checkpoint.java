package moments.checkpoint;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import moments.tensor.Tensor;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * All that a run needs to go on: tensors by name, and everything else as JSON.
 *
 * <p>On the disk it is two files. The tensors come first; the JSON, which knows their SHA-256,
 * makes the two a checkpoint. A process that dies in between leaves tensors that nothing refers to.
 *
 * @param state anything, such as the number of steps; it has a SHA-256 too
 */
public record Checkpoint(JsonObject state, Map<String, Tensor> tensors) {
  /** A reader refuses other versions; raise it when what is written changes its meaning. */
  static final int VERSION = 1;

  static final String JSON = ".json";
  static final String TENSORS = ".safetensors";
  private static final String FORMAT = "moments checkpoint";

  /** The fields of {@link #state}. */
  public Fields fields() {
    return new Fields("the checkpoint", state);
  }

  /** Writes {@code name.safetensors} and then {@code name.json}, and waits for the disk. */
  void write(Path folder, String name) throws IOException {
    byte[] data = Safetensors.bytes(tensors, Map.of("checkpoint", name + JSON));
    DurableFile.write(folder.resolve(name + TENSORS), data);
    JsonObject content = new JsonObject();
    content.addProperty("tensors", DigestUtils.sha256Hex(data));
    content.add("state", state);
    JsonObject json = new JsonObject();
    json.addProperty("format", FORMAT);
    json.addProperty("version", VERSION);
    json.addProperty("sha256", hash(content));
    json.add("content", content);
    DurableFile.write(folder.resolve(name + JSON), Json.pretty(json));
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws CheckpointException if a file is missing, damaged or of another version
   */
  static Checkpoint read(Path folder, String name) {
    Path file = folder.resolve(name + JSON);
    try {
      JsonObject json = Json.object(bytes(file));
      Fields fields = new Fields("it", json);
      requireVersion(fields);
      JsonObject content = fields.object("content").json();
      require(
          fields.text("sha256").equals(hash(content)),
          "it does not have the SHA-256 that it names");
      Path tensors = folder.resolve(name + TENSORS);
      byte[] data = bytes(tensors);
      require(
          fields.object("content").text("tensors").equals(DigestUtils.sha256Hex(data)),
          "the %s bytes of %s do not have the SHA-256 that it names"
              .formatted(data.length, tensors.getFileName()));
      return new Checkpoint(
          fields.object("content").object("state").json(), Safetensors.tensors(data));
    } catch (CheckpointException e) {
      throw new CheckpointException("%s cannot be used: %s".formatted(file, e.getMessage()));
    }
  }

  private static void requireVersion(Fields json) {
    require(json.text("format").equals(FORMAT), "it is no checkpoint of this library");
    require(
        json.count("version") == VERSION,
        "it has version %s, and this library reads version %s"
            .formatted(json.count("version"), VERSION));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new CheckpointException(file.getFileName() + " is missing");
    } catch (IOException e) {
      throw new CheckpointException("%s cannot be read (%s)".formatted(file.getFileName(), e));
    }
  }

  private static String hash(JsonObject json) {
    return DigestUtils.sha256Hex(Json.compact(json));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new CheckpointException(message);
    }
  }
}
