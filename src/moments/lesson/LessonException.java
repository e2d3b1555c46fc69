package moments.lesson;

/** A lesson that cannot be read or run; the message names the file and the line. */
public final class LessonException extends RuntimeException {
  public LessonException(String message) {
    super(message);
  }

  static LessonException at(String file, int line, String message) {
    return new LessonException("%s:%d: %s".formatted(file, line, message));
  }
}
