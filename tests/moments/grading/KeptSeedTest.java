package moments.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void aFileOfAnotherKindIsSaid() throws IOException {
    assertEquals(OptionalLong.empty(), new KeptSeed(folder).read());
    Files.writeString(folder.resolve("run.json"), "{\"kernel\": 1}");

    assertThrows(GradingException.class, () -> new KeptSeed(folder).read());
  }
}
