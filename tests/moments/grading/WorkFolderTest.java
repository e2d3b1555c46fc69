package moments.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  private final Path folder;
  private final List<Process> graders = new ArrayList<>();

  WorkFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process grader : graders) {
      grader.destroyForcibly().waitFor();
    }
  }

  /** A grader in the midst of its work. */
  static final class OtherGrader {
    public static void main(String[] args) throws Exception {
      WorkFolder work = WorkFolder.create();
      Files.createDirectory(work.path().resolve("solution"));
      Files.writeString(work.path().resolve("solution/MyAdam.class"), "code");
      System.out.println(work.path());
      System.in.read();
    }
  }

  private Process start() throws IOException {
    String java = System.getProperty("java.home") + "/bin/java";
    String path = System.getProperty("java.class.path");
    String where = "-Djava.io.tmpdir=" + folder;
    String main = OtherGrader.class.getName();
    Process grader = new ProcessBuilder(java, where, "-cp", path, main).start();
    graders.add(grader);
    return grader;
  }

  private static Path folderOf(Process grader) throws IOException {
    return Path.of(grader.inputReader().readLine());
  }

  @Test
  void isGoneAfterAnInterruption() throws Exception {
    Process grader = start();
    Path work = folderOf(grader);
    assertTrue(Files.exists(work.resolve("solution/MyAdam.class")));

    grader.destroy(); // SIGTERM, which ends a JVM as Ctrl-C does
    grader.waitFor();

    assertFalse(Files.exists(work));
  }

  @Test
  void ofAKilledGraderTheNextOneDeletesItButNotThatOfALivingOne() throws Exception {
    Process killed = start();
    Process living = start();
    Path left = folderOf(killed);
    Path used = folderOf(living);
    killed.destroyForcibly().waitFor();
    assertTrue(Files.exists(left));

    Path next = folderOf(start());

    assertFalse(Files.exists(left));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(next, used).stream().sorted().toList(), files.sorted().toList());
    }
    assertTrue(Files.exists(used.resolve("solution/MyAdam.class")));
  }
}
