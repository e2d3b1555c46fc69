package moments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {
  @Test
  void everyClassHasItsShare(@TempDir Path empty) {
    Cifar10 sample =
        Cifar10.load(
            Cifar10.Options.defaults()
                .withFolder(empty)
                .withOffline(true)
                .withNotices(notice -> {}));

    assertShare(200, sample.train());
    assertShare(50, sample.test());
  }

  @Test
  void itIsTheFirstImagesOfEachClass() throws IOException {
    Path full = Cifar10.Options.defaults().folder().resolve(KnownFiles.FOLDER);
    assumeTrue(Files.exists(full), "the full data are not in the cache");

    assertArrayEquals(SampleMaker.train(full), carried("sample-train.bin"));
    assertArrayEquals(SampleMaker.test(full), carried("sample-test.bin"));
  }

  private static void assertShare(int share, Dataset data) {
    int[] counts = new int[10];
    for (int i = 0; i < data.size(); i++) {
      counts[data.label(i)]++;
    }
    for (int count : counts) {
      assertEquals(share, count);
    }
  }

  private static byte[] carried(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(Cifar10.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }
}
