package moments.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import moments.fetch.Storage;
import moments.fetch.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {
  private final List<String> notices = new ArrayList<>();
  private final Path temp;

  Cifar10Test(@TempDir Path temp) {
    this.temp = temp;
  }

  private Cifar10 load() {
    Storage storage = new Storage(temp, true, true, notices::add);
    return Cifar10.load(storage, Tiny.FILES, List.of());
  }

  @Test
  void theFilesBecomeImages() throws IOException {
    Tiny.writeTo(temp);

    Cifar10 data = load();

    assertEquals(4, data.train().size());
    assertEquals(0, data.train().label(2));
    assertEquals(2, data.test().size());
    assertFalse(data.isSample());
    assertEquals("CIFAR-10, 50,000 images to train on and 10,000 to test on.", data.source());
    assertEquals("frog", data.classNames().get(data.test().label(0)));
    assertEquals(List.of(), notices);
  }

  @Test
  void withoutThemTheSampleSaysWhyAndWhatToDo() {
    Cifar10 data = load();

    assertTrue(data.isSample());
    assertEquals(2000, data.train().size());
    assertEquals(500, data.test().size());
    assertEquals(
        "The data are a sample of CIFAR-10 (2,000 of 50,000 images to train on, 500 of 10,000 to"
            + " test on); results differ from those of the full set, which is not available: no"
            + " file of it in "
            + temp
            + "; told to stay offline. To get it, run again with a network, or put"
            + " https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz into the data folder"
            + " (MOMENTS_HOME, or else ~/.cache/moments).",
        data.source());
    assertEquals(List.of(data.source()), notices);
  }
}
