package moments.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
  private final Path folder;
  private final Path file;

  DurableFileTest(@TempDir Path folder) {
    this.folder = folder;
    file = folder.resolve("costs.csv");
  }

  /** As two machines do, or two containers, whose processes have the same number. */
  @Test
  void twoThatWriteAtOnceLeaveAWholeFileEachTime() {
    String mine = "a".repeat(10_000);
    String theirs = "b".repeat(20_000);
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> writeOften(theirs, mine));
    writeOften(mine, theirs);
    other.join();
    assertEquals(List.of("costs.csv"), names());
  }

  private void writeOften(String own, String others) {
    for (int i = 0; i < 250; i++) {
      try {
        DurableFile.write(file, own.getBytes(UTF_8));
        String there = Files.readString(file);
        assertTrue(there.equals(own) || there.equals(others), there);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What is written to /dev/full meets a full disk. */
  @Test
  void aFullDiskKeepsWhatWasThere() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no /dev/full here");
    Files.writeString(file, "kept");
    Path part = Files.createSymbolicLink(folder.resolve("part"), full);

    IOException e =
        assertThrows(IOException.class, () -> DurableFile.write(file, part, new byte[9]));

    assertEquals("No space left on device", e.getMessage());
    assertEquals("kept", Files.readString(file));
    assertEquals(List.of("costs.csv"), names());
  }

  private List<String> names() {
    return List.of(Objects.requireNonNull(folder.toFile().list()));
  }
}
