package moments.lab;

import com.google.gson.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The cells of a notebook that ended in an error. */
public final class CellFailures {
  private static final String COLOURS = "\u001b\\[[\\d;]*m";

  private CellFailures() {}

  /**
   * A report for each cell of {@code notebook} that failed: its number among the cells of code, and
   * what the kernel said.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  public static List<String> of(Path notebook) {
    List<String> reports = new ArrayList<>();
    int number = 0;
    for (JsonObject cell : Notebooks.cells(Notebooks.read(notebook))) {
      if (!cell.has("outputs")) {
        continue;
      }
      number++;
      for (JsonObject output : Notebooks.objects(cell, "outputs").toList()) {
        if (output.get("output_type").getAsString().equals("error")) {
          reports.add("Cell %d failed: %s".formatted(number, report(output)));
        }
      }
    }
    return reports;
  }

  private static String report(JsonObject error) {
    return StreamSupport.stream(error.getAsJsonArray("traceback").spliterator(), false)
        .map(line -> line.getAsString().replaceAll(COLOURS, ""))
        .collect(Collectors.joining("\n"));
  }
}
