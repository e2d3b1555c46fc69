package moments.lesson;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The links at the end of a notebook to the ones before and after it. */
final class Neighbours {
  private Neighbours() {}

  /** As Markdown; empty if the lesson in folder {@code name} is the only one. */
  static String of(Path root, String name) {
    List<String> all = names(root);
    int i = all.indexOf(name);
    List<String> links = new ArrayList<>();
    if (i > 0) {
      links.add(link("← %s", root, all.get(i - 1)));
    }
    if (i >= 0 && i < all.size() - 1) {
      links.add(link("%s →", root, all.get(i + 1)));
    }
    return String.join(" · ", links);
  }

  private static List<String> names(Path root) {
    Path folder = root.resolve("lessons");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(each -> Files.exists(each.resolve("lesson.md")))
          .map(each -> each.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  private static String link(String text, Path root, String name) {
    Path file = root.resolve("lessons").resolve(name).resolve("lesson.md");
    try (Stream<String> lines = Files.lines(file, UTF_8)) {
      String title =
          lines.filter(line -> line.startsWith("# ")).findFirst().orElse("").replaceFirst("# ", "");
      return "[%s](%s.ipynb)".formatted(text.formatted(title), name);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
