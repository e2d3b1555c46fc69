package moments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import moments.fetch.KnownFiles;
import moments.fetch.Storage;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void everyClassHasItsShare() {
    Cifar10 sample = Cifar10.sample();

    assertTrue(sample.isSample());
    assertShare(200, sample.train());
    assertShare(50, sample.test());
  }

  @Test
  void itIsTheFirstImagesOfEachClass() throws IOException {
    Path full = Storage.home().resolve(KnownFiles.FOLDER);
    assumeTrue(Files.exists(full), "the full data are not in the cache");

    assertArrayEquals(SampleMaker.train(full), carried("sample-train.bin"));
    assertArrayEquals(SampleMaker.test(full), carried("sample-test.bin"));
  }

  @Test
  void itIsUndamaged() throws IOException {
    assertEquals(
        "85e1bcd937bff4e1a96822ecf457c7d8b520eb14496e76876f04aadd1e5205d3",
        DigestUtils.sha256Hex(carried("sample-train.bin")));
    assertEquals(
        "6fc53f55aebe522d5b1a105c0044983a34f86c60436887ec8a0c4a68c093078a",
        DigestUtils.sha256Hex(carried("sample-test.bin")));
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
