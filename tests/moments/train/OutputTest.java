package moments.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {
  private final Path folder;

  OutputTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void makesParentFoldersAndLeavesNothingElseBehind() throws Exception {
    Path file = folder.resolve("a/b/result.txt");
    Output.write(file, "one");
    Output.write(file, "zwei ± π");
    assertEquals("zwei ± π", Files.readString(file));
    assertEquals(List.of(file), entries(file.resolveSibling("")));
  }

  @Test
  void aWriteThatFailsKeepsWhatWasThere() throws Exception {
    Path occupied = folder.resolve("history.csv");
    Path kept = occupied.resolve("kept.txt");
    Output.write(kept, "kept");
    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> Output.write(occupied, "new"));
    assertEquals(
        "Cannot write %1$s: it is a folder, not a file; move it away or choose another folder"
            .formatted(occupied),
        e.getMessage());
    assertEquals("kept", Files.readString(kept));
    assertEquals(List.of(occupied), entries(folder));
  }

  @Test
  void aFileInTheWayIsNamed() throws Exception {
    Path inTheWay = Files.writeString(folder.resolve("out"), "mine");
    for (Path file : List.of(inTheWay.resolve("x.csv"), inTheWay.resolve("deep/down/x.csv"))) {
      UncheckedIOException e =
          assertThrows(UncheckedIOException.class, () -> Output.write(file, "new"));
      assertEquals(
          "Cannot write %s: %s is a file, not a folder; move it away or choose another folder"
              .formatted(file, inTheWay),
          e.getMessage());
    }
    assertEquals("mine", Files.readString(inTheWay));
  }

  @Test
  void aFolderWithoutPermissionIsNamed() {
    assumeFalse(!folder.toFile().setWritable(false) || Files.isWritable(folder), "root may write");
    Path file = folder.resolve("x.csv");
    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> Output.write(file, "new"));
    assertEquals(
        "Cannot write %s: %s is not writable; change its permissions or choose another folder"
            .formatted(file, folder),
        e.getMessage());
  }

  @Test
  void aFullDiskIsNamed() {
    Path file = folder.resolve("x.csv");
    assertEquals(
        "Cannot write %s: No space left on device; free some space or choose another folder"
            .formatted(file),
        Output.failure(file, new IOException("No space left on device")).getMessage());
  }

  @Test
  void whatAKilledProcessHasLeftIsRemovedAfterAnHour() throws Exception {
    Path file = folder.resolve("x.csv");
    part(file, 61);
    Path mayBeAlive = part(file, 59);
    Path ofAnother = part(folder.resolve("y.csv"), 61);
    Path mine = aged(folder.resolve("x.csv.old.part"), 61);

    Output.write(file, "new");

    assertEquals(Set.of(file, mayBeAlive, ofAnother, mine), Set.copyOf(entries(folder)));
  }

  private static Path part(Path file, int minutes) throws IOException {
    return aged(Path.of("%s.%s.part".formatted(file, UUID.randomUUID())), minutes);
  }

  private static Path aged(Path file, int minutes) throws IOException {
    FileTime then = FileTime.from(Instant.now().minus(Duration.ofMinutes(minutes)));
    return Files.setLastModifiedTime(Files.writeString(file, "half"), then);
  }

  private static List<Path> entries(Path folder) throws Exception {
    try (var stream = Files.list(folder)) {
      return stream.toList();
    }
  }
}
