package moments.book;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import moments.lesson.Lesson;

/**
 * The chapters in order: each lesson with its assignment, then whatever else is in {@code
 * lessons/*.md}, by name.
 */
record Contents(List<Chapter> chapters) {
  /** What is written for those who write lessons. */
  private static final String GUIDE = "README.md";

  /** The chapters of the project in folder {@code root}. */
  static Contents of(Path root) {
    List<Chapter> chapters = new ArrayList<>();
    for (Lesson lesson : Lesson.all(root)) {
      chapters.add(Chapter.of(lesson));
      Path assignment = Path.of("lessons", lesson.name(), "assignment", "README.md");
      if (Files.exists(root.resolve(assignment))) {
        chapters.add(page(root, assignment, lesson.name() + "-assignment.html"));
      }
    }
    try (Stream<Path> files = Files.list(root.resolve("lessons"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".md") && !name.equals(GUIDE))
          .sorted()
          .map(name -> page(root, Path.of("lessons", name), name.replace(".md", ".html")))
          .forEach(chapters::add);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list lessons; run this in the project's folder", e);
    }
    return new Contents(List.copyOf(chapters));
  }

  private static Chapter page(Path root, Path file, String page) {
    try (Stream<String> lines = Files.lines(root.resolve(file), UTF_8)) {
      String title = lines.findFirst().orElse("").replaceFirst("^# ", "");
      return new Chapter(file.toString().replace('\\', '/'), page, title, Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  public List<Chapter> lessons() {
    return chapters.stream().filter(Chapter::isNotebook).toList();
  }

  Optional<Chapter> before(Chapter chapter) {
    return at(chapters.indexOf(chapter) - 1);
  }

  Optional<Chapter> after(Chapter chapter) {
    return at(chapters.indexOf(chapter) + 1);
  }

  private Optional<Chapter> at(int i) {
    return i < 0 || i == chapters.size() ? Optional.empty() : Optional.of(chapters.get(i));
  }
}
