package moments.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What other processes do to the folder of a run, each a JVM of its own that runs {@link #main}.
 */
class ProcessesTest {
  private static final int REFUSED = 3;

  /** On Linux a lock is gone when its process closes the file, however it was opened. */
  @Test
  void anotherProcessIsRefusedAlsoAfterThisOneHasTriedTwice(@TempDir Path folder) throws Exception {
    try (RunFolder mine = RunFolder.claim(folder)) {
      assertThrows(RunFolder.TakenException.class, () -> RunFolder.claim(folder));
      assertEquals(REFUSED, claim(folder).waitFor());
    }
    assertEquals(0, claim(folder).waitFor());
  }

  private static Process claim(Path folder) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("java.class.path"),
            ProcessesTest.class.getName(),
            folder.toString())
        .inheritIO()
        .start();
  }

  public static void main(String[] args) {
    try (RunFolder mine = RunFolder.claim(Path.of(args[0]))) {
      System.exit(0);
    } catch (RunFolder.TakenException e) {
      System.exit(REFUSED);
    }
  }
}
