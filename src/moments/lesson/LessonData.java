package moments.lesson;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Files that come with a lesson, such as results that take too long to compute while one reads. */
public final class LessonData {
  private LessonData() {}

  /**
   * A table of the lesson in folder {@code lesson}, found from the project's folder and from those
   * in it.
   *
   * @param file CSV, beside the lesson
   * @throws IllegalArgumentException if it is not there
   */
  public static Table of(String lesson, String file) {
    Path found = find(lesson, file);
    return Table.read().usingOptions(CsvReadOptions.builder(found.toFile()).tableName(file));
  }

  /** The hint with that number in {@code hints.md} of the lesson, a list of one line for each. */
  static String hint(String lesson, int number) {
    Path file = find(lesson, "hints.md");
    String start = number + ". ";
    try {
      return Files.readAllLines(file, UTF_8).stream()
          .filter(line -> line.startsWith(start))
          .map(line -> line.substring(start.length()))
          .findFirst()
          .orElseThrow(
              () -> new IllegalArgumentException("%s has no hint %d".formatted(file, number)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static Path find(String lesson, String file) {
    Path part = Path.of("lessons", lesson, file);
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      Path found = folder.resolve(part);
      if (Files.exists(found)) {
        return found;
      }
    }
    throw new IllegalArgumentException(
        ("LessonData: found no %s in %s or above; keep the notebook in the project's folder or one"
                + " below it")
            .formatted(part, here));
  }
}
