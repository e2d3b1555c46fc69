package moments.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.function.IOFunction;

/** The files of a data set, known by their SHA-256: those to train on, in order, and to test on. */
record KnownFiles(List<KnownFile> train, List<KnownFile> test) {
  /** The folder that the official archive unpacks to. */
  static final String FOLDER = "cifar-10-batches-bin";

  /** The official binary form. */
  static final KnownFiles CIFAR10 =
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

  /** The sample that this package carries: the first 200 and 50 images of each class, in order. */
  static final KnownFiles SAMPLE =
      new KnownFiles(
          List.of(
              new KnownFile(
                  "sample-train.bin",
                  2_000,
                  "85e1bcd937bff4e1a96822ecf457c7d8b520eb14496e76876f04aadd1e5205d3")),
          List.of(
              new KnownFile(
                  "sample-test.bin",
                  500,
                  "6fc53f55aebe522d5b1a105c0044983a34f86c60436887ec8a0c4a68c093078a")));

  private static KnownFile batch(int i, String sha256) {
    return new KnownFile("data_batch_" + i + ".bin", 10_000, sha256);
  }

  /** A file of {@code records} images. */
  record KnownFile(String name, int records, String sha256) {
    private int bytes() {
      return records * Dataset.RECORD;
    }

    /** Reads all of {@code in} to {@code records} from {@code offset} on, and checks it. */
    private void read(InputStream in, byte[] records, int offset) throws IOException {
      int n = in.readNBytes(records, offset, bytes());
      long size = n + in.transferTo(OutputStream.nullOutputStream());
      ByteBuffer content = ByteBuffer.wrap(records, offset, n);
      String sum = Hex.encodeHexString(DigestUtils.digest(DigestUtils.getSha256Digest(), content));
      if (size != bytes() || !sum.equals(sha256)) {
        throw new IOException(
            "it is damaged: expected %d bytes with SHA-256 %s, got %d with %s"
                .formatted(bytes(), sha256, size, sum));
      }
    }
  }

  List<String> names() {
    return Stream.concat(train.stream(), test.stream()).map(KnownFile::name).toList();
  }

  /**
   * The data, if some of the files are in {@code folder}, directly or in {@link #FOLDER}.
   *
   * @throws IOException if one of them is missing or not what it should be
   */
  Optional<Cifar10> find(Path folder) throws IOException {
    for (Path place : List.of(folder.resolve(FOLDER), folder)) {
      if (names().stream().anyMatch(name -> Files.exists(place.resolve(name)))) {
        return Optional.of(read(place));
      }
    }
    return Optional.empty();
  }

  /** The data in {@code folder}, verified. */
  Cifar10 read(Path folder) throws IOException {
    IOFunction<String, InputStream> open = name -> Files.newInputStream(folder.resolve(name));
    String source = "CIFAR-10, 50,000 images to train on and 10,000 to test on.";
    String where = folder.toString();
    return new Cifar10(read(train, where, open), read(test, where, open), false, source);
  }

  /** The images of {@code files}, verified; {@code where} is what messages call their place. */
  static Dataset read(List<KnownFile> files, String where, IOFunction<String, InputStream> open)
      throws IOException {
    byte[] records = new byte[files.stream().mapToInt(KnownFile::bytes).sum()];
    int offset = 0;
    for (KnownFile file : files) {
      try (InputStream in = open.apply(file.name)) {
        file.read(in, records, offset);
      } catch (IOException e) {
        throw new IOException(
            "%s in %s cannot be used: %s".formatted(file.name, where, DataException.reason(e)), e);
      }
      offset += file.bytes();
    }
    return Dataset.ofRecords(files.get(0).name, records);
  }
}
