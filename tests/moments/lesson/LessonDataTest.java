package moments.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class LessonDataTest {
  @Test
  void isFoundFromTheProject() {
    Table rates = LessonData.of("12-adam-or-sgd", "rates.csv");
    assertEquals("rates.csv", rates.name());
    assertEquals("batch", rates.column(0).name());
  }

  @Test
  void whereItCannotBeFoundSaysWhereToStart() {
    var e =
        assertThrows(IllegalArgumentException.class, () -> LessonData.of("00-none", "rates.csv"));
    assertEquals(
        ("LessonData: found no %s in %s or above; keep the notebook in the project's folder or one"
                + " below it")
            .formatted(Path.of("lessons", "00-none", "rates.csv"), Path.of("").toAbsolutePath()),
        e.getMessage());
  }
}
