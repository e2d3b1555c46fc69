package moments.lesson;

/**
 * A part of a lesson.
 *
 * @param id heading and position under it, {@code bias-correction-2}; an edit elsewhere keeps it
 * @param line of its first line in the source, from 1
 * @param text without fences; every line ends in a newline
 */
public record Block(Kind kind, String id, int line, String text) {
  /** What a block is for. */
  public enum Kind {
    /** Markdown, shown. */
    PROSE,
    /** Java, shown and run. */
    CELL,
    /** A cell whose output depends on the machine or on data that not everyone has. */
    RECORDED,
    /** Java that the reader does not see, run by the tests: assertions, solutions. */
    CHECK
  }

  /** Whether the reader of the notebook runs it. */
  public boolean isCell() {
    return kind == Kind.CELL || kind == Kind.RECORDED;
  }

  /** The id without the position: which heading the block stands under. */
  public String section() {
    return id.substring(0, id.lastIndexOf('-'));
  }
}
