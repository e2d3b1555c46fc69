package moments.lesson;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Code of the library between a line {@code // @start region="name"} and the next {@code // @end}.
 */
final class Regions {
  private Regions() {}

  /**
   * The lines of {@code reference}, {@code src/moments/optim/Adam.java#update}, without their
   * common indentation.
   *
   * @param file the lesson that refers to it, for messages, as is {@code line}
   */
  static List<String> code(Path root, String reference, String file, int line) {
    String[] parts = reference.split("#", -1);
    if (parts.length != 2) {
      throw LessonException.at(
          file, line, "expected region=src/….java#name, got \"%s\"".formatted(reference));
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(root.resolve(parts[0]), UTF_8);
    } catch (IOException e) {
      throw LessonException.at(file, line, "cannot read " + parts[0]);
    }
    String marker = "// @start region=\"%s\"".formatted(parts[1]);
    List<String> stripped = lines.stream().map(String::strip).toList();
    int start = stripped.indexOf(marker);
    int length = start < 0 ? -1 : stripped.subList(start, stripped.size()).indexOf("// @end");
    if (length < 0) {
      throw LessonException.at(file, line, "%s has no %s … // @end".formatted(parts[0], marker));
    }
    String code = String.join("\n", lines.subList(start + 1, start + length));
    return code.stripIndent().lines().toList();
  }
}
