package moments.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import moments.fetch.KnownFiles.KnownFile;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
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

  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
  private final Path temp;

  StorageTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private Storage cache() {
    return new Storage(temp, false, false, notices::add);
  }

  private Storage chosen() {
    return new Storage(temp, true, false, notices::add);
  }

  private Optional<Content> get(Storage storage, Source... sources) {
    failures.clear();
    return storage.get(Tiny.FILES, List.of(sources), failures);
  }

  private void assertGets(Storage storage, Source... sources) {
    Content content = get(storage, sources).orElseThrow();
    assertArrayEquals(Tiny.records(3, 8, 0, 9), content.train());
    assertArrayEquals(Tiny.records(6, 1), content.test());
  }

  private String failure(Storage storage, Source... sources) {
    return String.valueOf(
        assertThrows(DataException.class, () -> get(storage, sources)).getMessage());
  }

  @Test
  void filesInTheFolderAreUsedAsTheyAre() throws IOException {
    Tiny.writeTo(temp);

    assertGets(chosen(), NEVER);
    assertEquals(List.of(), notices);
    assertEquals(3, count(temp));
  }

  @Test
  void filesMayBeInTheFolderOfTheArchive() throws IOException {
    Tiny.writeTo(temp.resolve("cifar-10-batches-bin"));

    assertGets(chosen(), NEVER);
  }

  @Test
  void whatIsFetchedIsKept() throws IOException {
    assertGets(cache(), GOOD);
    assertGets(cache(), NEVER);
    assertEquals(List.of("Fetching CIFAR-10 from good"), notices);
    try (Stream<Path> left = Files.list(temp)) {
      assertEquals(
          List.of(".moments-lock", "cifar-10-batches-bin"),
          left.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void theNextSourceIsAskedIfOneFails() {
    Source wrong = new Fake("wrong", content -> content.put("data_batch_1.bin", new byte[9]));

    assertGets(cache(), DOWN, wrong, GOOD, NEVER);
  }

  @Test
  void withoutAnySourceEveryPlaceSaysWhy() throws IOException {
    Source halfWay =
        new Fake(
            "half",
            content -> {
              content.putAll(Tiny.CONTENT);
              throw new IOException("the connection broke");
            });

    assertTrue(get(cache(), DOWN, halfWay).isEmpty());
    assertEquals(
        List.of("no file of it in " + temp, "down: no answer", "half: the connection broke"),
        failures);
    assertEquals(List.of("Fetching CIFAR-10 from down", "Fetching CIFAR-10 from half"), notices);
    assertEquals(1, count(temp));
  }

  @Test
  void offlineAsksNobodyAndWritesNothing() throws IOException {
    Path none = temp.resolve("none");

    assertTrue(get(new Storage(none, true, true, notices::add), NEVER).isEmpty());
    assertEquals(List.of("no file of it in " + none, "told to stay offline"), failures);
    assertEquals(List.of(), notices);
    assertFalse(Files.exists(none));
  }

  @Test
  void aCorruptFileInTheCacheIsNamedAndReplaced() throws IOException {
    assertGets(cache(), GOOD);
    Path place = temp.resolve("cifar-10-batches-bin");
    Path file = place.resolve("data_batch_2.bin");
    byte[] corrupt = Tiny.records(0, 8);
    Files.write(file, corrupt);
    Files.writeString(place.resolve("readme.html"), "mine");
    notices.clear();

    assertGets(cache(), GOOD);

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
    String advice = "; put the official file there or use another data folder";

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
        "The data folder " + file + " is a file; use another data folder",
        failure(new Storage(file, true, false, notices::add), NEVER));
  }

  @Test
  void aFolderThatCannotBeMadeIsAnError() throws IOException {
    Path inFile = Files.writeString(temp.resolve("file"), "").resolve("cache");

    assertEquals(
        "Cannot write " + inFile + " (Not a directory); use another data folder",
        failure(new Storage(inFile, true, false, notices::add), NEVER));
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
    CompletableFuture<Optional<Content>> other =
        CompletableFuture.supplyAsync(() -> get(cache(), slow));

    assertGets(cache(), slow);
    assertTrue(other.get().isPresent());
    assertEquals(1, fetched.get());
  }

  @Test
  void theCacheIsWhereTheEnvironmentSays() {
    Path ada = Path.of("/home/ada");
    assertEquals(Path.of("/home/ada/.cache/moments"), Storage.home(Map.of(), ada));
    assertEquals(Path.of("/data"), Storage.home(Map.of("MOMENTS_HOME", "/data"), ada));
    assertEquals(Path.of("/home/ada/x"), Storage.home(Map.of("MOMENTS_HOME", "~/x"), ada));
    assertEquals(
        Path.of("/home/ada/.cache/moments"), Storage.home(Map.of("MOMENTS_HOME", " "), ada));
  }

  @Test
  void filesOneLevelBelowAreUsed() throws IOException {
    Tiny.writeTo(temp.resolve("unpacked/cifar-10-batches-bin"));
    assertGets(chosen(), NEVER);
    FileUtils.cleanDirectory(temp.toFile());
    Tiny.writeTo(temp.resolve("my-cifar"));
    assertGets(chosen(), NEVER);
  }

  @Test
  void theArchiveInTheFolderIsUnpackedAndStays() throws IOException {
    Path archive = archive(Tiny.tarGz("cifar-10-batches-bin", Tiny.CONTENT));

    assertGets(new Storage(temp, true, true, notices::add), NEVER);
    assertTrue(Files.exists(archive));
    assertTrue(Files.exists(temp.resolve("cifar-10-batches-bin/test_batch.bin")));
    assertGets(new Storage(temp, true, true, notices::add), NEVER);
    assertEquals(List.of("Fetching CIFAR-10 from " + archive), notices);
  }

  @Test
  void aDamagedArchiveIsNamedAndStays() throws IOException {
    byte[] whole = Tiny.tarGz("cifar-10-batches-bin", Tiny.CONTENT);
    Path archive = archive(Arrays.copyOf(whole, whole.length / 2));
    String why = ": the archive is damaged or not whole (Unexpected end of ZLIB input stream)";

    assertEquals(
        archive + why + "; put the official file there or use another data folder",
        failure(chosen(), NEVER));
    assertGets(cache(), GOOD);
    assertEquals(List.of(archive + why), failures);
    assertTrue(Files.exists(archive));
  }

  private Path archive(byte[] content) throws IOException {
    return Files.write(temp.resolve("cifar-10-binary.tar.gz"), content);
  }

  @Test
  void anotherVersionOfTheDataIsNamed() throws IOException {
    Path python = Files.createDirectories(temp.resolve("data/cifar-10-batches-py"));

    get(new Storage(temp, true, true, notices::add));

    assertEquals(
        python + " is another version of the data than the binary one, cifar-10-binary.tar.gz",
        failures.get(0));
  }

  @Test
  void whatIsInTheWayIsNamedBeforeAnythingIsFetched() throws IOException {
    Path file = Files.createDirectories(temp.resolve("cifar-10-batches-bin/data_batch_1.bin"));
    assertEquals(file + " is a folder, not a file; move it away", failure(cache(), NEVER));
    FileUtils.deleteDirectory(temp.resolve("cifar-10-batches-bin").toFile());
    Path folder = Files.writeString(temp.resolve("cifar-10-batches-bin"), "");
    assertEquals(folder + " is a file, not a folder; move it away", failure(cache(), NEVER));
  }

  @Test
  void foldersOfTheUsersAreLeftAlone() throws IOException {
    Path mine = Files.createDirectories(temp.resolve("incoming")).resolve("mine");
    Files.writeString(mine, "precious");
    Files.writeString(temp.resolve("lock"), "precious");

    assertGets(cache(), GOOD);

    assertEquals("precious", Files.readString(mine));
    assertEquals("precious", Files.readString(temp.resolve("lock")));
  }

  @Test
  void aFolderThatCannotBeReadIsNotCalledEmpty() throws IOException {
    assumeTrue(temp.toFile().setReadable(false) && !Files.isReadable(temp), "root may read");
    try {
      assertEquals(
          temp
              + " cannot be read: permission denied; change its permissions or use another data"
              + " folder",
          failure(chosen(), NEVER));
    } finally {
      assertTrue(temp.toFile().setReadable(true));
    }
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
