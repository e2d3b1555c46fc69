package moments.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import moments.Mutations;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final int MUTATIONS = Mutations.COUNT;

  private final Path folder;
  private final Path json;
  private final Path tensors;

  CheckpointTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    json = folder.resolve("x.json");
    tensors = folder.resolve("x.safetensors");
    example(1).write(folder, "x");
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    assertEquals(text(example(1)), text(Checkpoint.read(folder, "x")));
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    replace("\"version\": 1", "\"version\": 2");
    assertRefused("it has version 2, and this library reads version 1");
    replace("\"moments checkpoint\"", "\"shopping list\"");
    assertRefused("it is no checkpoint of this library");
  }

  @Test
  void aChangedNumberIsFound() throws IOException {
    replace("\"step\": 120", "\"step\": 121");
    assertRefused("it does not have the SHA-256 that it names");
  }

  @Test
  void tensorsOfAnotherCheckpointAreFound() throws IOException {
    example(2).write(folder, "y");
    Files.copy(
        folder.resolve("y.safetensors"),
        tensors,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertRefused(
        "the %s bytes of x.safetensors do not have the SHA-256 that it names"
            .formatted(Files.size(tensors)));
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(tensors);
    assertRefused("x.safetensors is missing");
    Files.delete(json);
    assertRefused("x.json is missing");
  }

  /** The JSON commits the tensors: without it, what was written is no checkpoint. */
  @Test
  void theTensorsAreWrittenFirst() throws IOException {
    Path inTheWay = Files.createDirectories(folder.resolve("y.json"));
    assertThrows(IOException.class, () -> example(1).write(folder, "y"));
    assertTrue(Files.exists(folder.resolve("y.safetensors")));
    assertTrue(Files.isDirectory(inTheWay));
  }

  @Test
  void aDamagedFileIsRefusedOrReadsTheSame() throws IOException {
    Random random = new Random(17);
    String whole = text(example(1));
    List<byte[]> good = List.of(Files.readAllBytes(json), Files.readAllBytes(tensors));
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      int which = i % 2;
      byte[] damaged = Mutations.of(good.get(which), good.get(1 - which), random);
      Files.write(List.of(json, tensors).get(which), damaged);
      try {
        assertEquals(whole, text(Checkpoint.read(folder, "x")), "mutation " + i);
      } catch (CheckpointException e) {
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith(json + " cannot be used: "), message);
        refused++;
      }
      Files.write(List.of(json, tensors).get(which), good.get(which));
    }
    assertTrue(refused > MUTATIONS * 9 / 10, "%s of %s refused".formatted(refused, MUTATIONS));
  }

  /** The same with a header of tensors that no checksum protects. */
  @Test
  void damagedTensorsAloneNeverEndInATrace() throws IOException {
    Random random = new Random(18);
    byte[] good = Files.readAllBytes(tensors);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Files.write(tensors, Mutations.of(good, Files.readAllBytes(json), random));
      try {
        Safetensors.read(tensors);
      } catch (CheckpointException e) {
        assertTrue(String.valueOf(e.getMessage()).startsWith(tensors + " cannot be "));
        refused++;
      }
    }
    assertTrue(refused > 0, "none was refused");
  }

  private static Checkpoint example(int seed) {
    JsonObject state = new JsonObject();
    state.addProperty("step", 120);
    state.addProperty("lossSum", 0.1 + 0.2);
    state.addProperty("text", "β₁ \"<\\");
    return new Checkpoint(
        state,
        Map.of("x", Tensor.of(new float[] {seed, -0f}, 2), "y", Tensor.of(new float[30], 2, 3, 5)));
  }

  private static String text(Checkpoint checkpoint) {
    StringBuilder text = new StringBuilder(checkpoint.state().toString());
    checkpoint.tensors().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            e ->
                text.append(e.getKey())
                    .append(e.getValue().shapeText())
                    .append(Arrays.toString(e.getValue().data())));
    return text.toString();
  }

  private void replace(String part, String by) throws IOException {
    String text = Files.readString(json);
    assertTrue(text.contains(part), text);
    Files.writeString(json, text.replace(part, by));
  }

  private void assertRefused(String why) {
    assertEquals(
        json + " cannot be used: " + why,
        assertThrows(CheckpointException.class, () -> Checkpoint.read(folder, "x")).getMessage());
  }
}
