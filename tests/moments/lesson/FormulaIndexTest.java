package moments.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormulaIndexTest {
  private final Path folder;

  FormulaIndexTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyFormulaLeadsToItsLine() throws Exception {
    Path root = Path.of("");
    assertEquals(
        FormulaIndex.refreshed(root),
        Files.readString(FormulaIndex.FILE),
        "to write the numbers of the lines anew: " + GeneratedFile.MEND);
  }

  @Test
  void aLineThatMovedIsFoundAgain() throws Exception {
    write("// moved\nx = 1;\n", "| x = 1 | `x = 1;` [A, line 1](../src/A.java#L1) |\n");
    assertEquals(
        "| x = 1 | `x = 1;` [A, line 2](../src/A.java#L2) |\n", FormulaIndex.refreshed(folder));
  }

  @Test
  void aLineThatChangedIsNamed() throws Exception {
    write("x = 2;\n", "`x = 1;` [A](../src/A.java)");
    assertEquals(
        "%s quotes a line of src/A.java that is there 0 times instead of once: x = 1;"
            .formatted(FormulaIndex.FILE),
        assertThrows(LessonException.class, () -> FormulaIndex.refreshed(folder)).getMessage());
  }

  private void write(String code, String index) throws Exception {
    Files.createDirectories(folder.resolve("src"));
    Files.createDirectories(folder.resolve("lessons"));
    Files.writeString(folder.resolve("src/A.java"), code);
    Files.writeString(folder.resolve(FormulaIndex.FILE), index);
  }
}
