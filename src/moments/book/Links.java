package moments.book;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import moments.lesson.Lesson;
import moments.lesson.LessonException;

/** Where the links in the project's texts lead in the book; remembers which files they ask for. */
final class Links {
  /** The folder of the book with the sources. */
  static final String SOURCES = "source/";

  private final Path root;
  private final Map<String, String> pages = new HashMap<>();
  private final Set<String> sources = new TreeSet<>();
  private final Set<String> images = new TreeSet<>();

  Links(Path root, Contents contents) {
    this.root = root;
    for (Chapter chapter : contents.chapters()) {
      pages.put(chapter.source(), chapter.page());
      chapter.lesson().map(Lesson::source).ifPresent(file -> pages.put(file, chapter.page()));
    }
  }

  /**
   * The address in the book of what {@code link} in {@code file} leads to.
   *
   * @throws LessonException if there is no such file
   */
  String of(String file, String link) {
    URI uri = URI.create(link);
    if (uri.getScheme() != null || uri.getPath().isEmpty()) {
      return link;
    }
    String target = URI.create(file).resolve(uri.getPath()).getPath();
    String fragment = uri.getFragment() == null ? "" : "#" + uri.getFragment();
    String page = pages.get(target);
    if (page != null) {
      return page + fragment;
    }
    if (!Files.isRegularFile(root.resolve(target))) {
      throw new LessonException("%s links to %s, which is no file".formatted(file, link));
    }
    if (target.endsWith(".png")) {
      images.add(target);
      return imageOf(target);
    }
    sources.add(target);
    return pageOf(target) + fragment;
  }

  /** The files of the project that are linked to and are no chapters. */
  Set<String> sources() {
    return sources;
  }

  /** The images among the project's files that the book shows. */
  Set<String> images() {
    return images;
  }

  /** Where the book has {@code image}. */
  static String imageOf(String image) {
    return Pictures.FOLDER + image.replace('/', '-');
  }

  /** The page that shows {@code source}. */
  static String pageOf(String source) {
    return SOURCES + source.replace('/', '-') + ".html";
  }
}
