package moments.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a data set: those to train on, in order, and those to test on. */
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

  Stream<KnownFile> all() {
    return Stream.concat(train.stream(), test.stream());
  }

  /** The size of all files together. */
  long bytes() {
    return all().mapToLong(KnownFile::bytes).sum();
  }

  /** Where in {@code folder} the files are, or some of them: in {@link #FOLDER} or directly. */
  Optional<Path> find(Path folder) {
    return Stream.of(folder.resolve(FOLDER), folder)
        .filter(place -> all().anyMatch(file -> Files.exists(place.resolve(file.name()))))
        .findFirst();
  }

  /** The verified content of the files in {@code folder}. */
  Cifar10 read(Path folder) throws IOException {
    KnownFile.Opener opener = name -> Files.newInputStream(folder.resolve(name));
    return new Cifar10(
        KnownFile.read(train, folder.toString(), opener),
        KnownFile.read(test, folder.toString(), opener),
        false,
        Cifar10.FULL);
  }
}
