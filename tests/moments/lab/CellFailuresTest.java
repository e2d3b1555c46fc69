package moments.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellFailuresTest {
  @Test
  void namesTheCellOfCodeAndWhatTheKernelSaid(@TempDir Path folder) throws Exception {
    Path notebook =
        Files.writeString(
            folder.resolve("a.ipynb"),
            """
            {"cells": [
              {"cell_type": "markdown", "source": "Prose"},
              {"cell_type": "code", "outputs": [{"output_type": "stream", "text": "fine"}]},
              {"cell_type": "code", "outputs": [
                {"output_type": "stream", "text": "before"},
                {"output_type": "error",
                 "traceback": ["\\u001b[1;31mCompile error in line 1\\u001b[0m", "    1 │ x"]}]}
            ]}
            """);

    assertEquals(
        List.of("Cell 2 failed: Compile error in line 1\n    1 │ x"), CellFailures.of(notebook));
  }
}
