package moments.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void whatAKilledProcessHasLeftIsRemoved() throws Exception {
    Path file = folder.resolve("x.csv");
    Path ofAKilled = Files.writeString(folder.resolve("x.csv.999999999999999999.part"), "half");
    Path ofALiving = Files.writeString(folder.resolve("x.csv.1.part"), "half");
    Path mine = Files.writeString(folder.resolve("x.csv.old.part"), "mine");

    Output.write(file, "new");

    assertFalse(Files.exists(ofAKilled));
    assertEquals(List.of(file, ofALiving, mine), entries(folder).stream().sorted().toList());
  }

  private static List<Path> entries(Path folder) throws Exception {
    try (var stream = Files.list(folder)) {
      return stream.toList();
    }
  }
}
