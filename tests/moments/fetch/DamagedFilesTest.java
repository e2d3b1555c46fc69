package moments.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import moments.Mutations;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged data are refused with a sentence, or read as what they are. */
class DamagedFilesTest {
  private final Path folder;
  private final Random random = new Random(19);
  private int refused;

  DamagedFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void files() throws IOException {
    Tiny.writeTo(folder);
    List<String> names = List.copyOf(Tiny.CONTENT.keySet());
    for (int i = 0; i < Mutations.COUNT; i++) {
      String name = names.get(i % names.size());
      byte[] good = content(name);
      byte[] other = content(names.get((i + 1) % names.size()));
      Files.write(folder.resolve(name), Mutations.of(good, other, random));
      read();
      Files.write(folder.resolve(name), good);
    }
    assertTrue(refused > Mutations.COUNT * 9 / 10, refused + " refused");
  }

  @Test
  void anArchive() throws IOException {
    byte[] good = Tiny.tarGz(KnownFiles.FOLDER, Tiny.CONTENT);
    for (int i = 0; i < Mutations.COUNT; i++) {
      readArchive(Mutations.of(good, content("test_batch.bin"), random));
    }
    assertTrue(refused > Mutations.COUNT * 8 / 10, refused + " refused");
  }

  /** Damage that the checksum of gzip does not see. */
  @Test
  void anArchiveWithinItsCompression() throws IOException {
    byte[] good = Tiny.tarGz(KnownFiles.FOLDER, Tiny.CONTENT);
    byte[] tar;
    try (var in = new GZIPInputStream(new ByteArrayInputStream(good))) {
      tar = in.readAllBytes();
    }
    for (int i = 0; i < Mutations.COUNT; i++) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        out.write(Mutations.of(tar, content("test_batch.bin"), random));
      }
      readArchive(packed.toByteArray());
    }
    assertTrue(refused > Mutations.COUNT / 2, refused + " refused");
  }

  private void readArchive(byte[] archive) throws IOException {
    FileUtils.cleanDirectory(folder.toFile());
    Files.write(folder.resolve(KnownFiles.ARCHIVE), archive);
    read();
  }

  private void read() {
    try {
      Content content =
          new Storage(folder, true, true, notice -> {})
              .get(Tiny.FILES, List.of(), new ArrayList<>())
              .orElseThrow();
      assertArrayEquals(Tiny.records(3, 8, 0, 9), content.train());
      assertArrayEquals(Tiny.records(6, 1), content.test());
    } catch (DataException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains(folder.toString()), message);
      assertTrue(message.endsWith("another data folder"), message);
      refused++;
    }
  }

  private static byte[] content(String name) {
    return Objects.requireNonNull(Tiny.CONTENT.get(name));
  }
}
