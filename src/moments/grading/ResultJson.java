package moments.grading;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import moments.grading.Grade.Status;
import moments.grading.Mark.Verdict;

/** A result as other programs read it. */
final class ResultJson {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private ResultJson() {}

  /**
   * Gradescope's {@code results.json}, with whatever else is needed to read the grade back in
   * {@code extra_data}.
   *
   * <p>Source: Gradescope, <em>Autograder Specifications</em>.
   */
  static String gradescope(Result result) {
    Grade grade = result.grade();
    JsonObject json = new JsonObject();
    json.addProperty("score", result.score());
    json.addProperty("output", result.explanation());
    json.addProperty("output_format", "text");
    json.addProperty("visibility", "visible");
    json.addProperty("stdout_visibility", "hidden");
    JsonArray tests = new JsonArray();
    for (Mark mark : grade.marks()) {
      JsonObject test = new JsonObject();
      test.addProperty("name", mark.title());
      test.addProperty("number", String.valueOf(tests.size() + 1));
      test.addProperty("score", mark.got());
      test.addProperty("max_score", mark.points());
      test.addProperty("status", mark.passed() ? "passed" : "failed");
      test.addProperty("output", mark.feedback());
      test.addProperty("output_format", "text");
      test.addProperty("visibility", mark.hidden() ? "after_published" : "visible");
      test.add("extra_data", GSON.toJsonTree(Map.of("test", mark.test(), "ended", mark.verdict())));
      tests.add(test);
    }
    json.add("tests", tests);
    JsonObject extra = new JsonObject();
    extra.addProperty("title", grade.title());
    extra.addProperty("status", grade.status().name());
    extra.addProperty("why", grade.why());
    extra.addProperty("printed", grade.printed());
    extra.addProperty("sandbox", grade.sandbox());
    extra.addProperty("fingerprint", result.fingerprint());
    extra.addProperty("submitted", result.submitted().toString());
    extra.addProperty("days_late", result.daysLate());
    json.add("extra_data", extra);
    return GSON.toJson(json) + "\n";
  }

  /**
   * The grade in a {@code results.json} of ours.
   *
   * @throws JsonParseException if it is none
   */
  static Grade grade(String json) {
    try {
      JsonObject root = JsonParser.parseString(json).getAsJsonObject();
      JsonObject extra = root.getAsJsonObject("extra_data");
      List<Mark> marks = new ArrayList<>();
      for (var element : root.getAsJsonArray("tests")) {
        JsonObject test = element.getAsJsonObject();
        JsonObject more = test.getAsJsonObject("extra_data");
        marks.add(
            new Mark(
                text(more, "test"),
                text(test, "name"),
                test.get("max_score").getAsInt(),
                text(test, "visibility").equals("after_published"),
                Verdict.valueOf(text(more, "ended")),
                text(test, "output")));
      }
      return new Grade(
          text(extra, "title"),
          Status.valueOf(text(extra, "status")),
          text(extra, "why"),
          marks,
          text(extra, "printed"),
          text(extra, "sandbox"));
    } catch (IllegalStateException | IllegalArgumentException | NullPointerException e) {
      throw new JsonParseException("not a result of ours", e);
    }
  }

  /** The fingerprint in a {@code results.json} of ours. */
  static String fingerprint(String json) {
    JsonObject root = JsonParser.parseString(json).getAsJsonObject();
    return text(root.getAsJsonObject("extra_data"), "fingerprint");
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }

  /** The {@code result.json} of classroom50, the successor of GitHub Classroom. */
  static String classroom50(Result result, String assignment) {
    JsonArray tests = new JsonArray();
    for (Mark mark : result.grade().marks()) {
      JsonObject test = new JsonObject();
      test.addProperty("test-name", mark.title());
      test.addProperty("passed", mark.passed());
      test.addProperty("score", mark.got());
      test.addProperty("max-score", mark.points());
      tests.add(test);
    }
    String version = "sha256:" + result.fingerprint();
    JsonObject json = new JsonObject();
    json.addProperty("schema", "classroom50/result/v1");
    json.addProperty("classroom", "moments");
    json.addProperty("assignment", assignment);
    json.addProperty("assignment_type", "individual");
    json.addProperty("owner", result.key());
    json.addProperty("submission", "submit/" + result.folder());
    json.addProperty("commit", version);
    json.addProperty("release", version);
    json.addProperty("review", version);
    json.addProperty("datetime", result.submitted().truncatedTo(ChronoUnit.SECONDS).toString());
    json.addProperty("score", result.grade().points());
    json.addProperty("max-score", result.grade().most());
    json.add("tests", tests);
    return GSON.toJson(json) + "\n";
  }
}
