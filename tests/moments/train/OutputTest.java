package moments.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
        "Cannot write %1$s: Is a directory; mend that or choose another output folder (--out)"
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
          "Cannot write %s: %s is a file, not a folder; move it away or choose another output folder (--out)"
              .formatted(file, inTheWay),
          e.getMessage());
    }
    assertEquals("mine", Files.readString(inTheWay));
  }

  @Test
  void aFolderWithoutPermissionIsNamed() {
    assumeFalse(!folder.toFile().setWritable(false) || Files.isWritable(folder), "root may write");
    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> Output.prepare(folder.resolve("out")));
    assertEquals(
        "Cannot write %s: %s is not writable; change its permissions or choose another output folder (--out)"
            .formatted(folder.resolve("out/.probe"), folder),
        e.getMessage());
  }

  @Test
  void prepareMakesTheFolderAndLeavesItEmpty() throws Exception {
    Output.prepare(folder.resolve("out/run"));
    assertEquals(List.of(), entries(folder.resolve("out/run")));
  }

  private static List<Path> entries(Path folder) throws Exception {
    try (var stream = Files.list(folder)) {
      return stream.toList();
    }
  }
}
