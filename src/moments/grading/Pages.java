package moments.grading;

import io.pebbletemplates.pebble.PebbleEngine;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pages for students and for teachers; they load nothing and run no script. */
final class Pages {
  /** Escapes whatever it fills in, unless the template marks it as raw. */
  private static final PebbleEngine TEMPLATES = new PebbleEngine.Builder().build();

  private static final String STYLE = Resource.text("grades.css");

  private Pages() {}

  /** What a student gets to see. */
  static String feedback(Result result) {
    Grade grade = result.grade();
    return page(
        "feedback.html",
        Map.of(
            "result", result,
            "grade", grade,
            "score", result.scoreText(),
            "status", Tables.status(grade),
            "explanation", Text.shown(result.explanation()),
            "name", Text.shown(result.name())));
  }

  /** One line of the summary. */
  record Line(String folder, String name, String score, String status, String explanation) {}

  /** How many have passed a test. */
  record Share(String title, long passed, int of) {
    /** In percent, for the length of a bar. */
    public long percent() {
      return of == 0 ? 0 : Math.round(100.0 * passed / of);
    }
  }

  /** What a teacher gets to see: everybody, and how each test went. */
  static String summary(List<Result> results, Map<String, String> details) {
    List<Line> lines = new ArrayList<>();
    Map<String, Integer> statuses = new TreeMap<>();
    Map<Long, Integer> points = new TreeMap<>();
    for (Result result : results) {
      String status = Tables.status(result.grade());
      statuses.merge(status, 1, Integer::sum);
      points.merge((long) result.grade().points(), 1, Integer::sum);
      lines.add(
          new Line(
              result.folder(),
              Text.shown(result.name()),
              result.scoreText(),
              status,
              Text.shown(result.explanation())));
    }
    List<Share> shares = new ArrayList<>();
    Grade any = results.get(0).grade();
    for (int i = 0; i < any.marks().size(); i++) {
      int test = i;
      long passed =
          results.stream().filter(result -> result.grade().marks().get(test).passed()).count();
      shares.add(new Share(any.marks().get(i).title(), passed, results.size()));
    }
    return page(
        "summary.html",
        Map.of(
            "title", any.title(),
            "most", any.most(),
            "lines", lines,
            "shares", shares,
            "statuses", statuses,
            "points", points,
            "details", details));
  }

  private static String page(String template, Map<String, Object> parts) {
    Map<String, Object> all = new TreeMap<>(parts);
    all.put("style", STYLE);
    StringWriter html = new StringWriter();
    try {
      TEMPLATES.getLiteralTemplate(Resource.text(template)).evaluate(html, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return html.toString();
  }
}
