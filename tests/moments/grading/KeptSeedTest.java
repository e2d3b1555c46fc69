package moments.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptSeedTest {
  private final Path folder;

  KeptSeedTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void allWhoGradeIntoAFolderAgreeOnWhatTheFirstProposes() throws IOException {
    Path out = folder.resolve("out");

    List<Long> agreed =
        LongStream.range(0, 50)
            .parallel()
            .map(each -> new KeptSeed(out).agree(each))
            .boxed()
            .distinct()
            .toList();

    assertEquals(1, agreed.size());
    assertEquals(OptionalLong.of(agreed.get(0)), new KeptSeed(out).read());
    try (var files = Files.list(out)) {
      assertEquals(List.of(out.resolve("run.json")), files.toList());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"kernel\": 1}",
        "{\"seed\": null}",
        "{\"seed\": \"x\"}",
        "{\"seed\": {}}"
      })
  void aFileOfAnotherKindIsSaid(String text) throws IOException {
    assertEquals(OptionalLong.empty(), new KeptSeed(folder).read());
    Path file = Files.writeString(folder.resolve("run.json"), text);

    GradingException said = assertThrows(GradingException.class, () -> new KeptSeed(folder).read());

    assertEquals(
        file
            + " has not the seed of a run in it, as {\"seed\": 7}; mend it, or choose another folder",
        said.getMessage());
  }

  @Test
  void onlyTheOwnerCanReadIt() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path file = folder.resolve("run.json");

    new KeptSeed(folder).agree(1);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    new KeptSeed(folder).write(2);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(OptionalLong.of(2), new KeptSeed(folder).read());
  }

  /** A zip, as it has none. */
  @Test
  void aDiskWithoutHardLinksIsSaid() throws IOException {
    URI zip = URI.create("jar:" + folder.resolve("disk.zip").toUri());
    try (FileSystem disk = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      KeptSeed seed = new KeptSeed(disk.getPath("/out"));

      GradingException said = assertThrows(GradingException.class, () -> seed.agree(1));

      assertEquals(
          "Cannot link /out/run.json, by which shares of a class agree on a seed; choose a folder"
              + " on a disk with hard links",
          said.getMessage());
      try (var files = Files.list(disk.getPath("/out"))) {
        assertEquals(List.of(), files.toList());
      }
    }
  }
}
