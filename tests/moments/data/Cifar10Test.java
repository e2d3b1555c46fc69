package moments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import moments.data.KnownFiles.KnownFile;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {
  /** What a source of a test does. */
  private interface Fetch {
    void into(Map<String, byte[]> content) throws IOException;
  }

  private record Fake(String name, Fetch fetch) implements Source {
    @Override
    public Path download(Path folder) throws IOException {
      return Files.write(folder.resolve("archive"), new byte[1]);
    }

    @Override
    public Map<String, byte[]> unpack(Path archive, KnownFiles files) throws IOException {
      Map<String, byte[]> content = new HashMap<>();
      fetch.into(content);
      return content;
    }
  }

  private static final Source NEVER =
      new Fake(
          "never",
          content -> {
            throw new AssertionError("must not be asked");
          });
  private static final Source DOWN =
      new Fake(
          "down",
          content -> {
            throw new IOException("no answer");
          });
  private static final Source GOOD = new Fake("good", content -> content.putAll(Tiny.CONTENT));

  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

  private final Path temp;

  Cifar10Test(@TempDir Path temp) {
    this.temp = temp;
  }

  private Cifar10.Options cache() {
    return new Cifar10.Options(temp, false, false, notices::add);
  }

  private Cifar10.Options chosen() {
    return new Cifar10.Options(temp, true, false, notices::add);
  }

  private static Cifar10 load(Cifar10.Options options, Source... sources) {
    return Cifar10.load(options, Tiny.FILES, List.of(sources));
  }

  private static String failure(Cifar10.Options options, Source... sources) {
    return String.valueOf(
        assertThrows(DataException.class, () -> load(options, sources)).getMessage());
  }

  @Test
  void filesInTheFolderAreUsedAsTheyAre() throws IOException {
    Tiny.writeTo(temp);

    Cifar10 data = load(chosen(), NEVER);

    assertEquals(4, data.train().size());
    assertEquals(0, data.train().label(2));
    assertEquals(2, data.test().size());
    assertFalse(data.isSample());
    assertEquals("CIFAR-10, 50,000 images to train on and 10,000 to test on.", data.source());
    assertEquals("frog", data.classNames().get(data.test().label(0)));
    assertEquals(List.of(), notices);
    assertEquals(3, count(temp));
  }

  @Test
  void filesMayBeInTheFolderOfTheArchive() throws IOException {
    Tiny.writeTo(temp.resolve("cifar-10-batches-bin"));

    assertEquals(4, load(chosen(), NEVER).train().size());
  }

  @Test
  void whatIsFetchedIsKept() throws IOException {
    assertEquals(4, load(cache(), GOOD).train().size());
    assertEquals(4, load(cache(), NEVER).train().size());
    assertEquals(List.of("Fetching CIFAR-10 from good"), notices);
    try (Stream<Path> left = Files.list(temp)) {
      assertEquals(
          List.of("cifar-10-batches-bin", "lock"),
          left.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void theNextSourceIsAskedIfOneFails() {
    Source wrong = new Fake("wrong", content -> content.put("data_batch_1.bin", new byte[9]));

    assertFalse(load(cache(), DOWN, wrong, GOOD, NEVER).isSample());
  }

  @Test
  void withoutAnySourceTheSampleIsUsedAndSaidSo() throws IOException {
    Source halfWay =
        new Fake(
            "half",
            content -> {
              content.putAll(Tiny.CONTENT);
              throw new IOException("the connection broke");
            });

    Cifar10 data = load(cache(), DOWN, halfWay);

    assertTrue(data.isSample());
    assertEquals(2000, data.train().size());
    assertEquals(500, data.test().size());
    assertEquals(
        "The data are a sample of CIFAR-10 (2,000 of 50,000 images to train on, 500 of 10,000 to"
            + " test on), so no figure is that of the full set, which was not to be had: no file of"
            + " it in "
            + temp
            + "; down: no answer; half: the connection broke. To get it, run again with a network,"
            + " or unpack https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz in"
            + " ~/.cache/moments or the folder of --data or MOMENTS_HOME.",
        data.source());
    assertEquals(
        List.of("Fetching CIFAR-10 from down", "Fetching CIFAR-10 from half", data.source()),
        notices);
    assertEquals(1, count(temp));
  }

  @Test
  void offlineAsksNobodyAndWritesNothing() throws IOException {
    Path none = temp.resolve("none");

    Cifar10 data = load(new Cifar10.Options(none, true, true, notices::add), NEVER);

    assertTrue(data.source().contains(": no file of it in " + none + "; told to stay offline. To"));
    assertEquals(List.of(data.source()), notices);
    assertFalse(Files.exists(none));
  }

  @Test
  void aCorruptFileInTheCacheIsNamedAndReplaced() throws IOException {
    load(cache(), GOOD);
    Path place = temp.resolve("cifar-10-batches-bin");
    Path file = place.resolve("data_batch_2.bin");
    byte[] corrupt = Tiny.records(0, 8);
    Files.write(file, corrupt);
    Files.writeString(place.resolve("readme.html"), "mine");
    notices.clear();

    assertFalse(load(cache(), GOOD).isSample());

    assertEquals(
        List.of(
            "data_batch_2.bin in " + place + damaged(Tiny.FILES.train().get(1), 6146, corrupt),
            "Fetching CIFAR-10 from good"),
        notices);
    assertArrayEquals(Tiny.records(0, 9), Files.readAllBytes(file));
    assertEquals("mine", Files.readString(place.resolve("readme.html")));
  }

  @Test
  void aBadFileInAChosenFolderIsAnErrorAndStays() throws IOException {
    Tiny.writeTo(temp);
    Path file = temp.resolve("test_batch.bin");
    String advice = "; put the official file there or name another folder with --data";

    String where = "test_batch.bin in " + temp;
    KnownFile expected = Tiny.FILES.test().get(0);

    Files.write(file, new byte[12]);
    assertEquals(where + damaged(expected, 12, new byte[12]) + advice, failure(chosen(), NEVER));
    Files.write(file, new byte[7000]);
    assertEquals(
        where + damaged(expected, 7000, new byte[7000]) + advice, failure(chosen(), NEVER));
    byte[] other = Tiny.records(6, 2);
    Files.write(file, other);
    assertEquals(where + damaged(expected, 6146, other) + advice, failure(chosen(), NEVER));
    Files.delete(file);
    assertEquals(where + " cannot be used: no such file" + advice, failure(chosen(), NEVER));
    Files.createDirectory(file);
    assertEquals(where + " cannot be used: Is a directory" + advice, failure(chosen(), NEVER));
  }

  private static String damaged(KnownFile expected, int size, byte[] content) {
    return " cannot be used: it is damaged: expected 6146 bytes with SHA-256 %s, got %d with %s"
        .formatted(expected.sha256(), size, DigestUtils.sha256Hex(content));
  }

  @Test
  void aFileInPlaceOfTheFolderIsRefused() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");

    assertEquals(
        "The data folder " + file + " is a file; name a folder with --data or MOMENTS_HOME",
        failure(new Cifar10.Options(file, true, false, notices::add), NEVER));
  }

  @Test
  void aFolderThatCannotBeMadeIsAnError() throws IOException {
    Path inFile = Files.writeString(temp.resolve("file"), "").resolve("cache");

    assertEquals(
        "Cannot write "
            + inFile
            + " (Not a directory); free space there or choose another folder with --data or"
            + " MOMENTS_HOME",
        failure(new Cifar10.Options(inFile, true, false, notices::add), NEVER));
  }

  @Test
  void twoAtOnceFetchOnce() throws Exception {
    AtomicInteger fetched = new AtomicInteger();
    Source slow =
        new Fake(
            "slow",
            content -> {
              fetched.incrementAndGet();
              content.putAll(Tiny.CONTENT);
            });
    CompletableFuture<Cifar10> other = CompletableFuture.supplyAsync(() -> load(cache(), slow));

    assertEquals(4, load(cache(), slow).train().size());
    assertEquals(4, other.get().train().size());
    assertEquals(1, fetched.get());
  }

  @Test
  void theCacheIsWhereTheEnvironmentSays() {
    assertEquals(Path.of("/home/ada/.cache/moments"), Cifar10.Options.home(Map.of(), "/home/ada"));
    assertEquals(
        Path.of("/data"), Cifar10.Options.home(Map.of("MOMENTS_HOME", "/data"), "/home/ada"));
    assertEquals(
        Path.of("/home/ada/.cache/moments"),
        Cifar10.Options.home(Map.of("MOMENTS_HOME", " "), "/home/ada"));
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
