package moments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradeCommandTest {
  private static final Path SOLUTION =
      Path.of("lessons/08-what-is-adam/assignment/solution/MyAdam.java");

  private final Path folder;

  GradeCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void handIn() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    String prints = Files.readString(SOLUTION).replace("t++;", "t++; System.out.println(t);");
    Files.writeString(in.resolve("ada.java"), prints);
    Files.writeString(in.resolve("bob.java"), "class MyAdam {");
  }

  private Terminal grade(String... more) {
    String[] args = new String[7 + more.length];
    String in = folder.resolve("in").toString();
    String out = folder.resolve("out").toString();
    String[] first = {"grade", "--lesson", "8", "--submissions", in, "--out", out};
    System.arraycopy(first, 0, args, 0, first.length);
    System.arraycopy(more, 0, args, first.length, more.length);
    return Terminal.run(args);
  }

  @Test
  void gradesAClassWithHiddenTestsAndDoesNotOverwriteItsResults() throws IOException {
    Path hidden = Files.createDirectory(folder.resolve("hidden"));
    Files.writeString(
        hidden.resolve("Secret.java"),
        """
        package assignment08;

        import moments.grading.*;
        import org.junit.jupiter.api.*;

        class Secret {
          @Test
          @Points(5)
          @DisplayName("a secret")
          void secret() {
            throw new Failure("expected 42", "think");
          }
        }
        """);

    Terminal first = grade("--seed", "7", "--hidden", hidden.toString());

    assertEquals(0, first.code(), first.err());
    assertTrue(first.out().startsWith("2 submissions, seed 7\nSandbox: "), first.out());
    assertTrue(first.out().contains("    1 every test was run to its end\n"), first.out());
    assertTrue(first.out().contains("    1 it does not compile\n"), first.out());
    String grades = Files.readString(folder.resolve("out/grades.csv"));
    assertTrue(grades.contains("\nada,ada,20,20,25,graded,"), grades);
    assertTrue(grades.contains("\nbob,bob,0,0,25,compile error,"), grades);
    String feedback = Files.readString(folder.resolve("out/students/ada/feedback.html"));
    assertTrue(feedback.contains("a secret (hidden)<pre>think</pre>"), feedback);
    assertFalse(feedback.contains("42"));
    assertFalse(feedback.contains("Your code printed"), "it may be what a hidden test asked");

    Terminal second = grade();
    assertEquals(2, second.code());
    assertTrue(second.err().contains("out has results of an earlier run; resume that run"));
    assertTrue(second.err().contains("To resume: --resume. Another folder: --out"), second.err());
    Terminal resumed = grade("--resume", "--hidden", hidden.toString());
    assertTrue(resumed.out().startsWith("2 submissions, seed 7\n"), resumed.out());
    assertEquals(grades, Files.readString(folder.resolve("out/grades.csv")));
  }

  @Test
  void sharesPutTogetherHaveTheGradesOfOneRun() throws IOException {
    assertEquals(0, grade("--seed", "7").code());
    String whole = Files.readString(folder.resolve("out/grades.csv"));
    FileUtils.deleteDirectory(folder.resolve("out").toFile());

    for (String shard : new String[] {"0", "1"}) {
      Terminal share = grade("--shard", shard, "--shards", "2", "--seed", "7");
      assertEquals(0, share.code(), share.err());
      assertTrue(share.out().startsWith("1 submissions, seed 7\n"), share.out());
      assertFalse(Files.exists(folder.resolve("out/grades.csv")));
    }
    Terminal other = grade("--shard", "1", "--shards", "2", "--seed", "8");
    assertTrue(other.err().contains("out has results with seed 7, not 8; take"), other.err());
    assertEquals(0, grade("--resume").code());
    assertEquals(whole, Files.readString(folder.resolve("out/grades.csv")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--late 10 | --late: give the --deadline as well",
        "--late 200 --deadline 2026-12-01 | expected 0 … 100, got 200",
        "--deadline tomorrow | expected a time, as in 2026-12-01T18:00, got \"tomorrow\"",
        "--require iron | expected strong, user or plain, got \"iron\"",
        "--shard 3 --shards 2 | --shard: expected 0 … 1, got 3",
        "--roster nowhere.csv | Cannot read the roster nowhere.csv",
        "--only ada --shard 0 --shards 2 | --only: not with --shard; one process grades these anew",
        "--only carl | There is no submission \"carl\" in",
        "--hidden nowhere | There is no folder nowhere",
        "--submissions nowhere --shard 0 --shards 2 | Cannot list nowhere",
        "--submissions nowhere | Cannot list nowhere (NoSuchFileException); expected a folder with",
      })
  void badArgumentsHaveAMessageAndExitCode2(String args, String message) {
    Terminal refused =
        args.startsWith("--submissions")
            ? Terminal.run(("grade --lesson 08 --out " + folder + " " + args).split(" "))
            : grade(args.split(" "));

    assertEquals(2, refused.code(), refused.out());
    assertTrue(refused.err().contains(message), refused.err());
    assertFalse(Files.exists(folder.resolve("out")));
    assertFalse(Files.exists(folder.resolve("run.json")));
  }

  @Test
  void aLessonWithoutAnAssignmentIsSaid() {
    Terminal refused = Terminal.run("check", "3");

    assertEquals(2, refused.code());
    assertTrue(
        refused.err().startsWith("Lesson 3 has no assignment; those that have one: "),
        refused.err());
  }
}
