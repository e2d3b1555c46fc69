package moments.lab;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.PatternSyntaxException;

/** Lines of a cell that begin with {@code %}: commands to the kernel, not Java. */
final class Magics {
  private static final String KNOWN = "%jars, %maven, %time (a statement) and %%time (the cell)";

  private final Cells cells;

  /** The magics of {@code cells}. */
  Magics(Cells cells) {
    this.cells = cells;
  }

  /** Where the magic at {@code start} ends: with its line, or for {@code %%} with the cell. */
  int end(String code, int start) {
    int line = code.indexOf('\n', start);
    return line < 0 || code.startsWith("%%", start) ? code.length() : line;
  }

  /** Runs {@code magic}, from its percent sign on. */
  Optional<Object> run(String magic, int cell, UnaryOperator<Object> render) throws CellException {
    String name = magic.split("\\s", 2)[0];
    // Line breaks stay, so that line numbers do.
    String rest = magic.substring(name.length());
    switch (name) {
      case "%jars", "%jar", "%classpath" -> addJars(rest.strip());
      case "%maven" ->
          throw wrong(
              "This kernel does not load from Maven. Moments and its libraries are here already;"
                  + " get the jar of \"%s\" and name it with %%jars".formatted(rest.strip()));
      case "%time", "%%time" -> {
        return timed(rest, cell, render);
      }
      default -> throw wrong("There is no magic %s; there are %s".formatted(name, KNOWN));
    }
    return Optional.empty();
  }

  private Optional<Object> timed(String code, int cell, UnaryOperator<Object> render)
      throws CellException {
    long start = System.nanoTime();
    Optional<Object> result = cells.runPart(code, cell, render).value();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.print(
        seconds < 1
            ? String.format(Locale.ROOT, "%.1f ms%n", 1000 * seconds)
            : String.format(Locale.ROOT, "%.2f s%n", seconds));
    return result;
  }

  private void addJars(String patterns) throws CellException {
    // A path may have blanks in quotes, or if the whole argument names a file or folder.
    List<String> all =
        patterns.contains("\"") || Files.exists(path(patterns.strip()))
            ? List.of(patterns.replace("\"", "").strip())
            : List.of(patterns.strip().split("\\s+"));
    for (String pattern : all) {
      for (Path jar : matching(pattern)) {
        cells.addToClassPath(jar.toAbsolutePath().toString());
      }
    }
  }

  /** The files that {@code dir/*.jar} stands for. */
  private static List<Path> matching(String pattern) throws CellException {
    int slash = pattern.lastIndexOf('/') + 1;
    Path folder = path(slash == 0 ? "." : pattern.substring(0, slash));
    String name = pattern.substring(slash);
    List<Path> found = new ArrayList<>();
    if (name.isEmpty() && Files.isDirectory(folder) && slash > 0) {
      return List.of(folder);
    }
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name)) {
        files.forEach(found::add);
      } catch (PatternSyntaxException e) {
        throw wrong("%%jars: %s is no pattern: %s".formatted(pattern, e.getDescription()));
      } catch (IOException e) {
        throw wrong("%%jars: cannot read %s: %s".formatted(folder, e.getMessage()));
      }
    }
    if (found.isEmpty()) {
      throw wrong(
          "%%jars: found no file %s; the folder of the notebook is %s"
              .formatted(pattern, Path.of("").toAbsolutePath()));
    }
    return found;
  }

  private static Path path(String text) throws CellException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw wrong("%%jars: %s is no path: %s".formatted(text, e.getReason()));
    }
  }

  private static CellException wrong(String message) {
    return new CellException(1, message, List.of(message));
  }
}
