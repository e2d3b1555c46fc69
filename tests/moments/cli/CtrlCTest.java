package moments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CtrlCTest {
  private final Path folder;

  CtrlCTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** By SIGTERM, which any process can send; Ctrl-C takes the same way. */
  @Test
  @Timeout(60)
  void whatWasRecordedIsSavedWhenTheProcessIsEnded() throws Exception {
    Path log = folder.resolve("log");
    Path csv = folder.resolve("history.csv");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("moments.cli.Main");
    command.addAll(List.of(Terminal.onSample(folder, "--epochs=100000", "--eval-every=20")));
    command.removeAll(List.of("--epochs", "1"));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      while (Files.notExists(csv)) {
        assertTrue(process.isAlive(), () -> read(log));
        Thread.sleep(20);
      }
      process.destroy();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it ends");
    } finally {
      process.destroyForcibly();
    }
    String screen = read(log);
    assertTrue(screen.contains("  interrupted"), screen);
    assertTrue(screen.contains(" when it was stopped."), screen);
    assertTrue(Files.readString(folder.resolve("index.html")).contains("when it was stopped."));
    assertTrue(Files.readAllLines(csv).get(1).startsWith("sgd,1,"), "no point");
    String[] left = folder.toFile().list((f, name) -> name.endsWith(".part"));
    assertEquals(List.of(), List.of(left == null ? new String[0] : left));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
