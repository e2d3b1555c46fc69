package moments.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Reports of every kind of result, held to what other programs expect of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportFormatsTest {
  private static final Instant IN_TIME = Instant.parse("2026-12-01T11:59:00Z");

  private static final Map<String, String> SUBMISSIONS =
      Map.of(
          "right",
          Squares.withFifth("return x * x;", ""),
          "wrong",
          Squares.withFifth("return 0;", ""),
          "crashed",
          Squares.withFifth("System.exit(0); return 0;", ""),
          "broken",
          "public class Square {",
          "other",
          "public class Square {}",
          "empty",
          "nothing of the kind");

  private final Path folder;
  private final Path students;

  ReportFormatsTest(@TempDir Path folder) {
    this.folder = folder;
    students = folder.resolve("out/students");
  }

  @BeforeAll
  void grade() throws Exception {
    Path in = Files.createDirectory(folder.resolve("in"));
    for (Map.Entry<String, String> each : SUBMISSIONS.entrySet()) {
      Path file = in.resolve(each.getKey() + ".java");
      Files.writeString(file, each.getValue());
      Files.setLastModifiedTime(file, FileTime.from(IN_TIME));
    }
    BatchOptions options =
        new BatchOptions(
            in, folder.resolve("out"), 2, Deadline.NONE, Roster.none(), List.of(), false);
    Exam exam = new Exam(SquareExam.class, List.of(HiddenExam.class), Map.of());
    try (Grader grader = new Grader(exam, Squares.QUICK, 1)) {
      Batch batch = new Batch(grader, new Intake(exam.assignment(), Map.of()), options, "exam");
      batch.run(options.all(), result -> {});
    }
  }

  /** A test that nobody passes. */
  static final class HiddenExam {
    @Test
    @Points(2)
    void hidden() {
      throw new Failure("x = 3: expected 9, got 8", "think");
    }
  }

  @Test
  void gradescopeReadsTheResults() throws IOException {
    assertFollows("gradescope.schema.json", "results.json");
    JsonObject wrong = json("wrong/results.json");
    assertEquals(9, wrong.get("score").getAsDouble());
    JsonObject fifth = wrong.getAsJsonArray("tests").get(4).getAsJsonObject();
    assertEquals("the fifth", fifth.get("name").getAsString());
    assertEquals("failed", fifth.get("status").getAsString());
    assertEquals(0, fifth.get("score").getAsInt());
    assertEquals(1, fifth.get("max_score").getAsInt());
    assertTrue(fifth.get("output").getAsString().matches("x = .*: expected .*, got 0.0"));
    JsonObject hidden = wrong.getAsJsonArray("tests").get(10).getAsJsonObject();
    assertEquals("after_published", hidden.get("visibility").getAsString());
    assertEquals("think", hidden.get("output").getAsString());
  }

  @Test
  void classroom50ReadsTheResults() throws IOException {
    assertFollows("classroom50.schema.json", "classroom50.json");
    JsonObject crashed = json("crashed/classroom50.json");
    assertEquals("2026-12-01T11:59:00Z", crashed.get("datetime").getAsString());
    assertEquals(9, crashed.get("score").getAsInt());
    assertEquals(12, crashed.get("max-score").getAsInt());
  }

  private void assertFollows(String schema, String file) throws IOException {
    String text = Files.readString(Path.of("tests/moments/grading", schema));
    JsonSchema rules =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
    for (String student : SUBMISSIONS.keySet()) {
      String json = Files.readString(students.resolve(student).resolve(file));
      assertEquals(Set.of(), rules.validate(json, InputFormat.JSON), () -> student + json);
    }
    assertEquals(
        1,
        rules.validate("{\"score\": \"9\"}", InputFormat.JSON).stream()
            .filter(error -> error.getMessage().contains("$.score: string found"))
            .count());
  }

  private JsonObject json(String file) throws IOException {
    return JsonParser.parseString(Files.readString(students.resolve(file))).getAsJsonObject();
  }

  @Test
  void mavensReportsReadTheXml() throws Exception {
    TestSuiteXmlParser parser = new TestSuiteXmlParser(new NullConsoleLogger());

    ReportTestSuite crashed = parser.parse(students.resolve("crashed/junit.xml").toString()).get(0);
    assertEquals(11, crashed.getNumberOfTests());
    assertEquals(1, crashed.getNumberOfErrors());
    assertEquals(1, crashed.getNumberOfFailures());
    assertEquals(0, crashed.getNumberOfSkipped());
    ReportTestCase fifth = crashed.getTestCases().get(4);
    assertEquals("the fifth", fifth.getName());
    assertEquals("CRASHED", fifth.getFailureType());
    assertEquals("0 of 1 points", fifth.getFailureMessage());
    assertTrue(crashed.getTestCases().get(0).isSuccessful());
  }

  /** By the schema of Maven Surefire's reports, which build servers read too. */
  @Test
  void theXmlHasTheAttributesThatItsSchemaRequires() throws Exception {
    Map<String, List<String>> required =
        Map.of(
            "testsuite", List.of("name", "tests", "errors", "skipped", "failures"),
            "testcase", List.of("name", "time"),
            "failure", List.of("type"),
            "error", List.of("type"));
    for (String student : SUBMISSIONS.keySet()) {
      var all =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(students.resolve(student).resolve("junit.xml").toFile())
              .getElementsByTagName("*");
      for (int i = 0; i < all.getLength(); i++) {
        Element element = (Element) all.item(i);
        for (String name : required.getOrDefault(element.getTagName(), List.of("unexpected"))) {
          assertTrue(
              element.hasAttribute(name), () -> student + ": " + element.getTagName() + name);
        }
      }
    }
  }

  /** As exported by Canvas; the number leads the points to the assignment that is there. */
  @Test
  void canvasFindsItsAssignmentAgain() {
    String csv = Tables.canvas(List.of(result(Map.of("Student", "Ada", "Squares (81)", ""))));

    assertEquals(
        """
        Student,ID,SIS User ID,SIS Login ID,Section,Squares (81)
        "    Points Possible",,,,,1
        Ada,,,,,1
        """,
        csv);
  }

  /** Moodle refuses a file without these three columns. */
  @Test
  void moodleFindsItsColumns() {
    String modified = "Tuesday, 1 December 2026, 9:00 AM";

    String csv =
        Tables.moodle(
            List.of(
                result(
                    Map.of(
                        "Identifier", "Participant 7",
                        "Full name", "Ada",
                        "Last modified (grade)", modified))));

    List<String> lines = csv.lines().toList();
    assertTrue(
        List.of(lines.get(0).split(","))
            .containsAll(List.of("Identifier", "Grade", "Last modified (grade)")));
    assertTrue(lines.get(1).startsWith("Participant 7,Ada,,1,1,\"%s\",".formatted(modified)), csv);
  }

  private static Result result(Map<String, String> row) {
    Mark mark = new Mark("test", "a test", 1, false, Mark.Verdict.PASSED, "");
    Grade grade = new Grade("Squares", Grade.Status.GRADED, "", List.of(mark), "", "plain");
    return new Result("ada", "ada", row, grade, "f", List.of(), IN_TIME, 0, 1);
  }
}
