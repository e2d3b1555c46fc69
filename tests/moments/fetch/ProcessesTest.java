package moments.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other processes do to the cache, each a JVM of its own that runs {@link #main}. */
class ProcessesTest {
  private static final int KILLED = 9;

  private final Path folder;
  private final Path archive;

  ProcessesTest(@TempDir Path folder) {
    this.folder = folder;
    this.archive = folder.resolve("archive");
  }

  @Test
  void twoAtOnceFetchOnce() throws Exception {
    Process one = start("slow");
    Process other = start("slow");

    assertEquals(0, one.waitFor());
    assertEquals(0, other.waitFor());
    assertEquals(List.of("unpacked"), Files.readAllLines(folder.resolve("log")));
  }

  @Test
  void aProcessThatIsKilledBeforeTheMoveKeepsItsArchiveAndHarmsNobody() throws Exception {
    assertEquals(KILLED, start("killed").waitFor());
    assertTrue(Files.exists(archive));
    assertTrue(Files.exists(folder.resolve(".moments-incoming/data_batch_1.bin")));
    assertFalse(Files.exists(folder.resolve("cifar-10-batches-bin")));

    assertEquals(0, start("resumed").waitFor());
    assertEquals(List.of("unpacked", "unpacked"), Files.readAllLines(folder.resolve("log")));
    assertFalse(Files.exists(archive));
    assertFalse(Files.exists(folder.resolve(".moments-incoming")));
  }

  private Process start(String behaviour) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("java.class.path"),
            ProcessesTest.class.getName(),
            folder.toString(),
            behaviour)
        .inheritIO()
        .start();
  }

  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    Storage storage = new Storage(folder, false, false, notice -> {});
    List<Source> sources = List.of(new Child(args[1]));
    System.exit(storage.get(Tiny.FILES, sources, new ArrayList<>()).isPresent() ? 0 : 1);
  }

  private record Child(String name) implements Source {
    @Override
    public Path download(Path folder) throws IOException {
      Path archive = folder.resolve("archive");
      return name.equals("resumed") ? archive : Files.createFile(archive);
    }

    @Override
    public Map<String, byte[]> unpack(Path archive, KnownFiles files) throws IOException {
      Path log = archive.resolveSibling("log");
      Files.writeString(log, "unpacked\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      if (name.equals("killed")) {
        Tiny.writeTo(archive.resolveSibling(".moments-incoming")); // As far as it may have come.
        Runtime.getRuntime().halt(KILLED);
      }
      if (name.equals("slow")) {
        pause();
      }
      return Tiny.CONTENT;
    }

    /** Long enough for the other process to come to the lock. */
    private static void pause() {
      try {
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
