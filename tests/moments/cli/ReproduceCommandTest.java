package moments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceCommandTest {
  /** What is printed where the sample stands in for the data. */
  private static final String LOADED = "Another data folder: --data";

  private final Path folder;

  ReproduceCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void whatIsWrongIsSaidBeforeTheDataAreLoaded() {
    assertRefused("reproduce: expected figure3 or figure4");
    assertRefused(
        "reproduce figure3: expected zca or channels, got \"grey\"", "figure3", "--input=grey");
    assertRefused(
        "reproduce figure3: Figure 3 is done with adagrad, nesterov, adam, rmsprop, not with lion",
        "figure3",
        "--optimizers=lion");
    assertRefused("--seeds: expected each only once, got [1, 1]", "figure4", "--seeds=1,1");
    for (String figure : List.of("figure3", "figure4")) {
      assertRefused(
          "--seeds: expected values with one comma between them, got \"1,\"", figure, "--seeds=1,");
    }
    Path table = folder.resolve("o/figure3.csv");
    assertRefused(
        "--known: expected another table than %s, which is written anew; rename it first"
            .formatted(table),
        "figure3",
        "--known=" + table);
    Path none = folder.resolve("none.csv");
    Terminal result = refused("figure3", "--known=" + none);
    assertTrue(result.err().contains("There is no " + none), result.err());
    assertFalse(result.err().contains(LOADED), result.err());
  }

  @Test
  void moreImagesThanThereAreAreRefused() {
    Terminal result = refused("figure3", "--limit=2001");
    String message = "--limit: expected 1 … 2,000, the images of the sample to train on, got 2,001";
    assertTrue(result.err().contains(message), result.err());
    assertTrue(result.err().contains(LOADED), result.err());
  }

  private void assertRefused(String message, String... args) {
    Terminal result = refused(args);
    assertTrue(result.err().contains(message), result.err());
    assertFalse(result.err().contains(LOADED), result.err());
  }

  private Terminal refused(String... args) {
    List<String> all = new ArrayList<>(List.of("reproduce"));
    all.addAll(List.of(args));
    if (args.length > 0) {
      all.addAll(
          List.of("--offline", "--data=" + folder.resolve("none"), "--out=" + folder.resolve("o")));
    }
    Terminal result = Terminal.run(all.toArray(String[]::new));
    assertEquals(2, result.code(), result.err());
    return result;
  }
}
