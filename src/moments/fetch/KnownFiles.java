package moments.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/** The files of a data set, known by their SHA-256: those to train on, in order, and to test on. */
public record KnownFiles(List<KnownFile> train, List<KnownFile> test) {
  /** The official archive of CIFAR-10. */
  public static final String ARCHIVE = "cifar-10-binary.tar.gz";

  /** The folder that the archive unpacks to. */
  public static final String FOLDER = "cifar-10-batches-bin";

  /** CIFAR-10 in its official binary version. */
  public static final KnownFiles CIFAR10 =
      new KnownFiles(
          List.of(
              batch(1, "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
              batch(2, "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
              batch(3, "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
              batch(4, "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
              batch(5, "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add")),
          List.of(
              new KnownFile(
                  "test_batch.bin",
                  10_000,
                  "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b")));

  private static KnownFile batch(int i, String sha256) {
    return new KnownFile("data_batch_" + i + ".bin", 10_000, sha256);
  }

  /** A file of {@code records} images. */
  public record KnownFile(String name, int records, String sha256) {
    /** The bytes of an image with its label: 1 + 3 · 32 · 32. */
    static final int RECORD = 3073;

    int bytes() {
      return records * RECORD;
    }

    /** Returns {@code content}, or throws an exception if it is not that of this file. */
    private byte[] verified(byte[] content) throws IOException {
      String sum = DigestUtils.sha256Hex(content);
      if (!sum.equals(sha256)) {
        throw new IOException(
            "it is damaged: expected %s bytes with SHA-256 %s, got %s with %s"
                .formatted(bytes(), sha256, content.length, sum));
      }
      return content;
    }
  }

  List<String> names() {
    return Stream.concat(train.stream(), test.stream()).map(KnownFile::name).toList();
  }

  /**
   * The content of the files in {@code folder}, verified.
   *
   * @throws IOException if one of them is missing or damaged
   */
  Content read(Path folder) throws IOException {
    return new Content(read(train, folder), read(test, folder));
  }

  private static byte[] read(List<KnownFile> files, Path folder) throws IOException {
    ByteBuffer joined = ByteBuffer.allocate(files.stream().mapToInt(KnownFile::bytes).sum());
    for (KnownFile file : files) {
      try {
        joined.put(file.verified(Files.readAllBytes(folder.resolve(file.name))));
      } catch (IOException e) {
        throw new IOException(
            "%s in %s cannot be used: %s".formatted(file.name, folder, DataException.reason(e)), e);
      }
    }
    return joined.array();
  }
}
