package moments.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
  private final List<String> notices = new ArrayList<>();
  private final Path folder;

  CheckpointFolderTest(@TempDir Path temp) {
    folder = temp.resolve("deep/run");
  }

  @Test
  void theTwoNewestOfARunAreKept() throws IOException {
    CheckpointFolder checkpoints = new CheckpointFolder(folder);
    assertTrue(checkpoints.isEmpty());
    for (int step = 1; step <= 4; step++) {
      checkpoints.save(at(step));
    }
    assertFalse(checkpoints.isEmpty());
    assertEquals(Optional.of(file(4, "json")), checkpoints.lastGood());
    assertEquals(
        List.of(
            "checkpoint-3.json",
            "checkpoint-3.safetensors",
            "checkpoint-4.json",
            "checkpoint-4.safetensors"),
        names());
    assertEquals(4, newest());
    assertEquals(List.of(), notices);
  }

  @Test
  void theOneBeforeIsUsedWhenTheNewestIsDamaged() throws IOException {
    saveTwo();
    Files.writeString(file(2, "safetensors"), "half");
    assertEquals(1, newest());
    assertEquals(
        List.of(
            file(2, "json")
                + " cannot be used: the 4 bytes of checkpoint-2.safetensors do not have the SHA-256"
                + " that it names.",
            "The last good checkpoint is " + file(1, "json") + "."),
        notices);
  }

  @Test
  void theOneThatWasUsedIsKeptBesideTheNext() throws IOException {
    saveTwo();
    Files.writeString(file(2, "json"), "{");
    CheckpointFolder taken = new CheckpointFolder(folder);
    taken.newest(notices::add);
    taken.save(at(3));
    assertEquals(
        List.of(
            "checkpoint-1.json",
            "checkpoint-1.safetensors",
            "checkpoint-3.json",
            "checkpoint-3.safetensors"),
        names());
  }

  @Test
  void whenNoneCanBeUsedEachSaysWhy() throws IOException {
    saveTwo();
    Files.writeString(file(1, "json"), "");
    Files.delete(file(2, "safetensors"));
    assertEquals(
        "%s cannot be used: checkpoint-2.safetensors is missing.".formatted(file(2, "json"))
            + " %s cannot be used: it is not one JSON object.".formatted(file(1, "json")),
        assertThrows(CheckpointException.class, this::newest).getMessage());
  }

  @Test
  void tensorsThatNoJsonHasCommittedDoNotCount() throws IOException {
    saveTwo();
    Files.delete(file(2, "json"));
    assertEquals(1, newest());
    assertEquals(List.of(), notices);
  }

  @Test
  void anEarlierRunIsReplacedByTheFirstCheckpointOfANewOne() throws IOException {
    saveTwo();
    new CheckpointFolder(folder).save(at(1));
    assertEquals(List.of("checkpoint-3.json", "checkpoint-3.safetensors"), names());
  }

  @Test
  void aSecondRunInTheFolderIsFound() throws IOException {
    CheckpointFolder one = new CheckpointFolder(folder);
    CheckpointFolder other = new CheckpointFolder(folder);
    one.save(at(1));
    assertEquals(
        "another run saves its checkpoints there",
        assertThrows(IOException.class, () -> other.save(at(7))).getMessage());
    assertEquals(1, newest());
  }

  @Test
  void aClockThatJumpsDoesNotMatter() throws IOException {
    saveTwo();
    Files.setLastModifiedTime(file(1, "json"), FileTime.fromMillis(Long.MAX_VALUE / 2000));
    Files.setLastModifiedTime(file(2, "json"), FileTime.fromMillis(0));
    assertEquals(2, newest());
  }

  @Test
  void oneThatCannotBeWrittenLeavesTheLastGoodOne() throws IOException {
    CheckpointFolder checkpoints = new CheckpointFolder(folder);
    checkpoints.save(at(1));
    Path inTheWay = Files.createDirectory(file(2, "safetensors"));

    assertThrows(IOException.class, () -> checkpoints.save(at(2)));

    assertEquals(Optional.of(file(1, "json")), checkpoints.lastGood());
    assertEquals(1, newest());
    Files.delete(inTheWay);
    checkpoints.save(at(3));
    assertEquals(3, newest(), "it works again when the way is free");
  }

  @Test
  void othersFilesStayWhenAllAreDeleted() throws IOException {
    saveTwo();
    Files.writeString(folder.resolve("mine"), "precious");
    new CheckpointFolder(folder).clear();
    assertEquals(List.of("mine"), names());
  }

  private void saveTwo() throws IOException {
    CheckpointFolder checkpoints = new CheckpointFolder(folder);
    checkpoints.save(at(1));
    checkpoints.save(at(2));
  }

  private long newest() {
    return new CheckpointFolder(folder).newest(notices::add).orElseThrow().fields().count("step");
  }

  private static Checkpoint at(int step) {
    JsonObject state = new JsonObject();
    state.addProperty("step", step);
    return new Checkpoint(state, Map.of("x", Tensor.zeros(3)));
  }

  private Path file(long number, String kind) {
    return folder.resolve("checkpoint-%s.%s".formatted(number, kind));
  }

  private List<String> names() {
    String[] names = Objects.requireNonNull(folder.toFile().list());
    return Stream.of(names).sorted().toList();
  }
}
