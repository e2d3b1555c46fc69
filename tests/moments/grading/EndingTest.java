package moments.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A grader that is ended while it grades, and whose children are ended before it, as by Slurm. */
@Timeout(60)
class EndingTest {
  private final Path folder;
  private Optional<Process> grader = Optional.empty();

  EndingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void end() {
    grader.ifPresent(Process::destroyForcibly);
  }

  /** Grades what is in a folder, one after the other. */
  static final class ClassGrader {
    public static void main(String[] args) throws InterruptedException {
      BatchOptions options =
          new BatchOptions(
              Path.of(args[0], "in"),
              Path.of(args[0], "out"),
              1,
              Deadline.NONE,
              new Roster(List.of()),
              List.of(),
              false);
      try (Grader grader = Squares.grader()) {
        Intake intake = new Intake(new Exam(SquareExam.class).assignment(), Map.of());
        new Batch(grader, intake, options, "exam").run(options.all(), result -> {});
      }
    }
  }

  private void start() throws IOException {
    String java = System.getProperty("java.home") + "/bin/java";
    String path = System.getProperty("java.class.path");
    String main = ClassGrader.class.getName();
    ProcessBuilder builder = new ProcessBuilder(java, "-cp", path, main, folder.toString());
    grader = Optional.of(builder.redirectErrorStream(true).start());
  }

  /** First of all its child that compiles, the failure of which would be a result by itself. */
  private static void endChildrenAndThen(Process parent) throws InterruptedException {
    while (parent.descendants().findAny().isEmpty()) {
      Thread.sleep(5);
    }
    long enough = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
    while (System.nanoTime() < enough) {
      parent.descendants().forEach(ProcessHandle::destroy);
      Thread.sleep(10);
    }
    parent.destroy();
  }

  @Test
  void whatItsChildrenDidThenIsNoResult() throws Exception {
    Path in = Files.createDirectory(folder.resolve("in"));
    Files.writeString(in.resolve("ada.java"), Squares.withFifth("return x * x;", ""));
    Files.writeString(in.resolve("bob.java"), Squares.withFifth("while (true);", ""));
    start();
    Path results = folder.resolve("out/students");
    while (!Files.exists(results.resolve("ada/results.json"))) {
      Thread.sleep(10);
    }

    endChildrenAndThen(grader.orElseThrow());
    grader.orElseThrow().waitFor();

    try (var students = Files.list(results)) {
      assertEquals(List.of(results.resolve("ada")), students.toList());
    }
  }
}
