package moments.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeighboursTest {
  @TempDir private Path root = Path.of("");

  @BeforeEach
  void threeLessons() throws Exception {
    for (String name : new String[] {"01-a", "02-b", "03-c"}) {
      Path folder = Files.createDirectories(root.resolve("lessons").resolve(name));
      String title = "# %s. Why %s?".formatted(name.charAt(1), name.charAt(3));
      Files.writeString(folder.resolve("lesson.md"), Lesson.pointer(name) + "\n\n" + title + "\n");
    }
  }

  @Test
  void areLinkedByTheirTitles() {
    assertEquals(
        "[← 1. Why a?](01-a.ipynb) · [3. Why c? →](03-c.ipynb)", Neighbours.of(root, "02-b"));
  }

  @Test
  void endsHaveOne() {
    assertEquals("[2. Why b? →](02-b.ipynb)", Neighbours.of(root, "01-a"));
    assertEquals("[← 2. Why b?](02-b.ipynb)", Neighbours.of(root, "03-c"));
  }
}
