package moments.lesson;

import java.nio.file.Files;
import java.nio.file.Path;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Results that come with a lesson, as they take too long to be made while one reads. */
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
    Path part = Path.of("lessons", lesson, file);
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      Path found = folder.resolve(part);
      if (Files.exists(found)) {
        return Table.read().usingOptions(CsvReadOptions.builder(found.toFile()).tableName(file));
      }
    }
    throw new IllegalArgumentException(
        "Recording: found no %s in %s or above; a notebook has to be in the project's folder or one in it"
            .formatted(part, here));
  }
}
