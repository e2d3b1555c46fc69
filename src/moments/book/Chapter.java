package moments.book;

import java.util.Optional;
import moments.lesson.Lesson;

/**
 * A page that the book's contents name.
 *
 * @param source notebook or Markdown, relative to the project's folder
 * @param page its name in the book
 * @param lesson if it is one
 */
record Chapter(String source, String page, String title, Optional<Lesson> lesson) {
  static Chapter of(Lesson lesson) {
    String title = "%d. %s".formatted(lesson.number(), lesson.question());
    return new Chapter(lesson.notebook(), lesson.name() + ".html", title, Optional.of(lesson));
  }

  /** How long it takes, if it says so. */
  public String times() {
    return lesson.map(Lesson::times).orElse("");
  }

  public boolean isNotebook() {
    return lesson.isPresent();
  }
}
