package moments.grading;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import moments.train.Output;

/** The files of a run: those of each student in a folder, and the tables of all. */
final class ResultFiles {
  private static final String RESULT = "results.json";

  private final Path out;
  private final String slug;

  /** Files in {@code out} for the assignment {@code title}. */
  ResultFiles(Path out, String title) {
    this.out = out;
    slug = title.replaceFirst(":.*", "").toLowerCase(Locale.ROOT).replaceAll("\\W+", "-");
  }

  /** Writes the reports of one student; the one from which it can be read again comes last. */
  void write(Result result) {
    Path folder = folder(result.folder());
    Output.write(folder.resolve("classroom50.json"), ResultJson.classroom50(result, slug));
    Output.write(folder.resolve("junit.xml"), JUnitXml.of(result));
    Output.write(folder.resolve("feedback.html"), Pages.feedback(result));
    Output.write(folder.resolve(RESULT), ResultJson.gradescope(result));
  }

  /** The grade that was written into {@code folder}; empty if there is none. */
  Optional<Grade> read(String folder) {
    return json(folder).flatMap(ResultFiles::parsed);
  }

  private static Optional<Grade> parsed(String json) {
    try {
      return Optional.of(ResultJson.grade(json));
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  /** The fingerprint of the result that was written into {@code folder}. */
  String fingerprint(String folder) {
    return json(folder).map(ResultJson::fingerprint).orElse("");
  }

  private Optional<String> json(String folder) {
    Path file = folder(folder).resolve(RESULT);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private Path folder(String name) {
    return out.resolve("students").resolve(name);
  }

  /** Writes the tables and the summary of all {@code results}. */
  void writeAll(List<Result> results, Map<String, String> details) {
    Output.write(out.resolve("grades.csv"), Tables.grades(results));
    Output.write(out.resolve("canvas.csv"), Tables.canvas(results));
    Output.write(out.resolve("moodle.csv"), Tables.moodle(results));
    Output.write(out.resolve("index.html"), Pages.summary(results, details));
  }
}
