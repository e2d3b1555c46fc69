package moments.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import moments.data.Cifar10;
import moments.data.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private final Path folder;

  RunFolderTest(@TempDir Path temp) {
    folder = temp.resolve("deep/out");
  }

  @Test
  void aRunThatPublishesNothingLeavesNothing() throws IOException {
    RunFolder.claim(folder).close();

    assertEquals(List.of(), names());
  }

  @Test
  void anEarlierResultStaysUntilTheNextIsFinished() throws IOException {
    earlierResult();
    try (RunFolder run = RunFolder.claim(folder)) {
      Files.writeString(run.csv(), "new");
      Files.writeString(run.page(), "new");
      assertEquals("earlier", Files.readString(folder.resolve("history.csv")));

      run.publish(name -> true);
      assertEquals("new", Files.readString(folder.resolve("history.csv")));
    }
    assertEquals(List.of("history.csv", "index.html"), names());
  }

  @Test
  void whatAnUnfinishedRunHasRecordedStaysBesideAnEarlierResult() throws IOException {
    earlierResult();
    try (RunFolder run = RunFolder.claim(folder)) {
      Files.writeString(run.csv(), "half");
    }
    assertEquals(List.of("history.csv", "index.html", "unfinished"), names());
    assertEquals("half", Files.readString(folder.resolve("unfinished/history.csv")));
  }

  @Test
  void whatAKilledRunHasLeftIsTheResultIfThereIsNoOther() throws IOException {
    Files.createDirectories(folder.resolve("unfinished"));
    Files.writeString(folder.resolve("unfinished/history.csv"), "half");
    Files.writeString(folder.resolve("unfinished/lock"), "");
    Files.writeString(folder.resolve("unfinished/weights-adam-1.safetensors"), "half");

    try (RunFolder run = RunFolder.claim(folder)) {
      run.takeOverFromAKilledRun();
    }

    assertEquals(List.of("history.csv", "weights-adam-1.safetensors"), names());
  }

  @Test
  void weightsOfAnotherRunGoWithItsResult() throws IOException {
    earlierResult();
    Files.writeString(folder.resolve("weights-lion-1.safetensors"), "earlier");
    Files.writeString(folder.resolve("weights-adam-1.safetensors"), "earlier");
    try (RunFolder run = RunFolder.claim(folder)) {
      Files.writeString(run.weights("adam", 1), "new");
      Files.writeString(run.weights("sgd", 1), "of a killed run");
      run.publish("weights-adam-1.safetensors"::equals);
      run.publish("weights-adam-1.safetensors"::equals); // as when the first was cut short
    }
    assertEquals(List.of("history.csv", "index.html", "weights-adam-1.safetensors"), names());
    assertEquals("new", Files.readString(folder.resolve("weights-adam-1.safetensors")));
  }

  @Test
  void aSecondRunIsRefused() throws IOException {
    try (RunFolder first = RunFolder.claim(folder)) {
      assertEquals(
          "Another run is writing to %s; wait for its end or choose another folder"
              .formatted(folder),
          refusal());
      Files.writeString(first.csv(), "still mine");
    }
    RunFolder.claim(folder).close();
  }

  /** A file that was deleted while it was open locks nobody out. */
  @Test
  void ofManyOnlyOneOwnsTheFolder() {
    AtomicInteger owners = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger times = new AtomicInteger();
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          CompletableFuture.runAsync(
              () -> {
                for (int turn = 0; turn < 200; turn++) {
                  try (RunFolder run = RunFolder.claim(folder)) {
                    most.accumulateAndGet(owners.incrementAndGet(), Math::max);
                    times.incrementAndGet();
                    owners.decrementAndGet();
                  } catch (RunFolder.TakenException e) {
                    Thread.yield();
                  }
                }
              },
              command -> new Thread(command).start()));
    }
    threads.forEach(CompletableFuture::join);
    assertEquals(1, most.get());
    assertTrue(times.get() > 0, "nobody");
  }

  @Test
  void aFullDiskIsToldBeforeTheTraining() throws IOException {
    long all = Long.MAX_VALUE;

    String message =
        String.valueOf(
            assertThrows(UncheckedIOException.class, () -> RunFolder.claim(folder, all))
                .getMessage());

    assertTrue(message.startsWith(folder + " has "), message);
    assertTrue(
        message.endsWith(
            " MB free and the results may need %d; free some space or choose another folder"
                .formatted(all >> 20)),
        message);
    assertEquals(List.of(), names());
  }

  @Test
  void aFileThatCannotBeReplacedIsToldBeforeTheTraining() throws IOException {
    earlierResult();
    Path page = folder.resolve("index.html");
    Files.delete(page);
    Files.createDirectory(page);
    assertEquals(
        "Cannot write %s: it is a folder, not a file; move it away or choose another folder"
            .formatted(page),
        refusal());

    Path csv = folder.resolve("history.csv");
    Files.delete(page);
    assumeTrue(csv.toFile().setWritable(false) && !Files.isWritable(csv), "root may write");
    assertEquals(
        "Cannot write %s: it is not writable; change its permissions or choose another folder"
            .formatted(csv),
        refusal());
  }

  @Test
  void filesOfTheUsersStay() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("unfinished")).resolve("mine");
    Files.writeString(mine, "precious");
    Path probe = Files.writeString(folder.resolve(".probe"), "precious");
    Path kept = Files.writeString(folder.resolve("weights-adam-best.safetensors"), "precious");
    Path earlier = Files.writeString(folder.resolve("weights-adam--7.safetensors"), "replaced");

    try (RunFolder run = RunFolder.claim(folder)) {
      Files.writeString(run.csv(), "new");
      run.publish(name -> false);
    }

    assertEquals("precious", Files.readString(kept));
    assertFalse(Files.exists(earlier));
    assertEquals("precious", Files.readString(mine));
    assertEquals("precious", Files.readString(probe));
    assertFalse(Files.exists(folder.resolve("unfinished/lock")));
  }

  /** Whose disk is not mounted, say. */
  @Test
  void aLinkThatLeadsNowhereIsNamed() throws IOException {
    Files.createDirectories(folder);
    Path link = folder.resolve("link");
    try {
      Files.createSymbolicLink(link, folder.resolve("missing"));
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "no links here");
    }
    String why = ": %s is a link to what is not there; make or mount that, or ".formatted(link);
    for (Path place : List.of(link, link.resolve("deeper"))) {
      assertRefused(place, why, () -> RunFolder.claim(place));
    }
    Dataset images = Cifar10.sample().train();
    assertRefused(link, why, () -> DataNote.require(link, images, IllegalStateException::new));
  }

  private static void assertRefused(Path place, String why, Executable action) {
    String message = String.valueOf(assertThrows(UncheckedIOException.class, action).getMessage());
    assertTrue(message.startsWith("Cannot write " + place) && message.contains(why), message);
  }

  private void earlierResult() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("history.csv"), "earlier");
    Files.writeString(folder.resolve("index.html"), "earlier");
  }

  private String refusal() {
    return String.valueOf(
        assertThrows(UncheckedIOException.class, () -> RunFolder.claim(folder)).getMessage());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
