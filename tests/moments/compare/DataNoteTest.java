package moments.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import moments.data.Cifar10;
import moments.data.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataNoteTest {
  private final Dataset images = Cifar10.sample().train();

  @Test
  void ofTwoThatWriteAtOnceWithDifferentImagesOneIsRefused(@TempDir Path temp) {
    for (int i = 0; i < 20; i++) {
      Path folder = temp.resolve("sweep-" + i);
      CompletableFuture<String> other =
          CompletableFuture.supplyAsync(() -> refusal(folder, images.limit(1)));
      List<String> refusals = List.of(refusal(folder, images.limit(2)), other.join());

      String first = DataNote.in(folder).orElseThrow();
      String said = "%s has an experiment with %s, and here are ".formatted(folder, first);
      assertEquals(1, refusals.stream().filter(String::isEmpty).count(), refusals.toString());
      assertTrue(refusals.stream().anyMatch(text -> text.startsWith(said)), refusals.toString());
    }
  }

  @Test
  void allThatWriteAtOnceWithTheSameImagesPass(@TempDir Path folder) {
    CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> refusal(folder, images));
    assertEquals("", refusal(folder, images));
    assertEquals("", other.join());
  }

  /** Empty if there is none. */
  private static String refusal(Path folder, Dataset images) {
    try {
      DataNote.require(folder, images, IllegalStateException::new);
      return "";
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
