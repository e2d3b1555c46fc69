package moments.grading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** A small class, graded as a whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchTest {
  private static final Deadline DEADLINE = new Deadline(Instant.parse("2026-12-01T12:00:00Z"), 10);
  private static final String RIGHT = Squares.withFifth("return x * x;", "");
  private static final String EVIL_MESSAGE = "=1+1 <script>alert(1)</script> \\u001b[2J \\u0000";

  private final Grader grader = Squares.grader();
  private Path in = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void folders(@TempDir Path folder) throws IOException {
    in = Files.createDirectory(folder.resolve("in"));
    out = folder.resolve("out");
  }

  @AfterAll
  void close() {
    grader.close();
  }

  private void submit(String name, String source) throws IOException {
    Path file = in.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, source);
    Files.setLastModifiedTime(file, FileTime.from(DEADLINE.end().minusSeconds(60)));
  }

  private void submitZip(String name, Map<String, String> files) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(in.resolve(name)))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(UTF_8));
      }
    }
    Files.setLastModifiedTime(in.resolve(name), FileTime.from(DEADLINE.end().plusSeconds(60)));
  }

  private BatchOptions options(Roster roster, List<String> only, boolean resume) {
    return new BatchOptions(in, out, 2, DEADLINE, roster, only, resume);
  }

  private List<Result> run(BatchOptions options) throws InterruptedException {
    Intake intake = new Intake(new Exam(SquareExam.class).assignment(), Map.of());
    Batch batch = new Batch(grader, intake, options, "exam");
    List<Result> results = batch.run(options.all(), result -> {});
    new ResultFiles(out, "Squares").writeAll(results, Map.of("Seed", "1"));
    return results;
  }

  private static String line(Result result) {
    return "%s %s %s".formatted(result.key(), result.scoreText(), Tables.status(result.grade()));
  }

  @Test
  void everySubmissionHasAResultWhateverItIs() throws Exception {
    submit("ada.java", RIGHT);
    submit("bob/src/Square.java", Squares.withFifth("System.exit(0); return 0;", ""));
    submit("bob/pom.xml", "<project/>");
    submitZip(
        "cleo.zip", Map.of("a/Square.java", RIGHT, "../../evil.txt", "x", "Square.class", ""));
    submit("dan.java", "public class Square {");
    submit("eve/notes.txt", "sorry");
    submit("finn.ipynb", notebook(RIGHT));
    submit("gus.zip", "no zip");
    submit("hal_123_456_Square-1.java", RIGHT.replace("return x * x;", "return 0;"));
    submit("Ida Ho_77_assignsubmission_file_/Square.java", "package mine;\n" + RIGHT);
    submit("jo.java", Squares.withFifth("throw new Error(\"" + EVIL_MESSAGE + "\");", ""));
    Roster roster =
        new Roster(
            List.of(Map.of("name", "Hal H.", "ID", "123"), Map.of("name", "Kim", "ID", "9")));

    List<Result> results = run(options(roster, List.of(), false));

    assertEquals(
        List.of(
            "Ida Ho 0 missing",
            "ada 10 graded",
            "bob 9 crashed",
            "cleo 9 graded",
            "dan 0 compile error",
            "eve 0 missing",
            "finn 10 graded",
            "gus 0 missing",
            "hal 1 graded",
            "jo 9 graded",
            "Kim 0 missing"),
        results.stream().map(BatchTest::line).toList());
    assertTrue(results.get(0).explanation().contains("Square.java has a package line"));
    assertTrue(results.get(3).explanation().contains("; 1 day late"));
    assertFalse(Files.exists(in.resolveSibling("evil.txt")));
    assertTrue(results.get(5).explanation().contains("there is notes.txt"));

    String grades = Files.readString(out.resolve("grades.csv"));
    assertTrue(grades.contains("\nhal,Hal H.,1,1,10,graded,0,every test was run to its end,1,0,"));
    String canvas = Files.readString(out.resolve("canvas.csv"));
    assertTrue(
        canvas.startsWith(
            "Student,ID,SIS User ID,SIS Login ID,Section,Squares\n\"    Points Possible\",,,,,10\n"),
        canvas);
    assertTrue(canvas.contains("\nHal H.,123,,,,1\n"), canvas);
    assertTrue(Files.readString(out.resolve("moodle.csv")).contains(",Kim,,0,10,,nothing was"));
  }

  @Test
  void reportsAreWellFormedWhateverASubmissionSays() throws Exception {
    submit("=evil.java", Squares.withFifth("throw new Error(\"" + EVIL_MESSAGE + "\");", ""));

    Result result = run(options(Roster.none(), List.of(), false)).get(0);

    Path folder = out.resolve("students").resolve(result.folder());
    String html = Files.readString(folder.resolve("feedback.html"));
    assertFalse(html.contains("<script>"), html);
    assertTrue(html.contains("&lt;script&gt;"), html);
    assertFalse(html.contains("\u001b"), html);
    String xml = Files.readString(folder.resolve("junit.xml"));
    var suite =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)))
            .getDocumentElement();
    assertEquals("10", suite.getAttribute("tests"));
    assertEquals("1", suite.getAttribute("failures"));
    assertTrue(Files.readString(out.resolve("grades.csv")).contains("\n'=evil,'=evil,9,"));
    assertTrue(Files.readString(out.resolve("index.html")).contains("=evil"));
  }

  @Test
  void aResumedRunGradesOnlyWhatIsMissingOrHasChanged() throws Exception {
    submit("ada.java", RIGHT);
    submit("bob.java", Squares.withFifth("return 0;", ""));
    submit("cleo.java", RIGHT);
    run(options(Roster.none(), List.of(), false));
    String before = Files.readString(out.resolve("grades.csv"));
    Path kept = out.resolve("students/ada/results.json");
    Files.writeString(kept, Files.readString(kept).replace("\"why\": \"\"", "\"why\": \"kept\""));
    Files.delete(out.resolve("students/bob/results.json"));
    Files.writeString(out.resolve("students/cleo/results.json"), "{half of i");

    List<Result> results = run(options(Roster.none(), List.of(), true));

    assertEquals("kept", results.get(0).grade().why());
    assertEquals(
        before,
        Files.readString(out.resolve("grades.csv"))
            .replace("kept", "every test was run to its end"));
    submit("ada.java", Squares.withFifth("return 1;", ""));
    assertEquals(9, run(options(Roster.none(), List.of(), true)).get(0).score());
    submit("bob.java", RIGHT);
    List<Result> only = run(options(Roster.none(), List.of("ada"), false));
    assertEquals(List.of(9.0, 9.0, 10.0), only.stream().map(Result::score).toList());
    assertEquals(10, run(options(Roster.none(), List.of(), true)).get(1).score());
    assertThrows(
        GradingException.class, () -> options(Roster.none(), List.of("nobody"), false).all());
  }

  @Test
  void latenessCostsItsShareOfThePointsForEachDayBegun() {
    Instant end = DEADLINE.end();
    assertEquals(0, DEADLINE.daysLate(end));
    assertEquals(1, DEADLINE.daysLate(end.plusSeconds(1)));
    assertEquals(1, DEADLINE.daysLate(end.plusSeconds(86_400)));
    assertEquals(2, DEADLINE.daysLate(end.plusSeconds(86_401)));
    assertEquals(16, DEADLINE.score(20, 2));
    assertEquals(0, DEADLINE.score(20, 11));
    assertEquals(0, Deadline.NONE.daysLate(end));
  }

  private static String notebook(String source) {
    List<String> cells = new ArrayList<>();
    for (String code : List.of("import moments.explore.*; import java.util.*;", source)) {
      JsonObject cell = new JsonObject();
      cell.addProperty("cell_type", "code");
      cell.addProperty("source", code.replaceAll("import .*;\n", ""));
      cells.add(cell.toString());
    }
    return "{\"cells\": [%s]}".formatted(String.join(",", cells));
  }
}
