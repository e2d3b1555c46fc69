package moments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import moments.compare.CtrlC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CtrlCTest {
  private final Path folder;

  CtrlCTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void whoeverEndsWorkIsToldThatItGoesOn() {
    StringWriter screen = new StringWriter();
    int code =
        CtrlC.duringWork(
            () -> {
              throw new InterruptedException();
            },
            new PrintWriter(screen));
    assertEquals(130, code);
    String said = screen.toString().strip();
    assertTrue(said.endsWith("Interrupted; the same command goes on from here."), said);
  }

  @Test
  @Timeout(60)
  void whatWasRecordedIsSavedWhenTheProcessIsEnded() throws Exception {
    String screen = endAfterTheFirstPoint();
    assertTrue(screen.contains("  interrupted"), screen);
    assertTrue(screen.contains(" when it was stopped."), screen);
    Path unfinished = folder.resolve("unfinished");
    assertTrue(screen.contains("The run is unfinished; what it has recorded is here:"), screen);
    assertTrue(screen.contains("Numbers: " + unfinished.resolve("history.csv")), screen);
    assertTrue(screen.contains("To go on with the unfinished run: the same command with --resume"));
    assertTrue(Files.readString(unfinished.resolve("index.html")).contains("when it was stopped."));
    assertTrue(
        Files.readAllLines(unfinished.resolve("history.csv")).get(1).startsWith("sgd,1,"),
        "no point");
    assertTrue(Files.exists(unfinished.resolve("checkpoint-1.json")), "no checkpoint");
    assertEquals(List.of("log", "unfinished"), names());
  }

  @Test
  @Timeout(60)
  void anEarlierResultStaysAndWhatWasRecordedIsBesideIt() throws Exception {
    Path csv = Files.writeString(folder.resolve("history.csv"), "earlier");
    String screen = endAfterTheFirstPoint();
    Path beside = folder.resolve("unfinished/history.csv");
    assertTrue(screen.contains("The earlier result in " + folder + " stays;"), screen);
    assertTrue(screen.contains("Numbers: " + beside), screen);
    assertEquals("earlier", Files.readString(csv));
    assertTrue(Files.readAllLines(beside).get(1).startsWith("sgd,1,"), "no point");
    assertEquals(List.of("history.csv", "log", "unfinished"), names());
  }

  /** Returns what it printed. Ended by SIGTERM, which any process can send, as by Ctrl-C. */
  private String endAfterTheFirstPoint() throws Exception {
    Path log = folder.resolve("log");
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
      while (Files.notExists(folder.resolve("unfinished/history.csv"))) {
        assertTrue(process.isAlive(), () -> read(log));
        Thread.sleep(20);
      }
      process.destroy();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it ends");
    } finally {
      process.destroyForcibly();
    }
    return read(log);
  }

  private List<String> names() {
    String[] names = Objects.requireNonNull(folder.toFile().list());
    return Stream.of(names).sorted().toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
