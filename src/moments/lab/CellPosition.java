package moments.lab;

/**
 * Where a snippet of code stands.
 *
 * @param cell the number of its cell
 * @param code of the whole cell
 * @param start of the snippet in {@code code}
 */
record CellPosition(int cell, String code, int start) {
  private static final int WIDEST = 160;

  /** The line of the cell, from 1, that holds character {@code offset} of the snippet. */
  int line(int offset) {
    return 1 + (int) code.substring(0, end(offset)).chars().filter(c -> c == '\n').count();
  }

  /** The line of the cell that is line {@code n} of the snippet, both from 1. */
  int lineOf(int n) {
    return line(0) + n - 1;
  }

  /** The text of line {@code n} of the cell; empty beyond its end. */
  String text(int n) {
    return code.lines().skip(n - 1L).findFirst().orElse("");
  }

  /**
   * The line of the cell with a mark below what lies between two offsets in the snippet; of a very
   * long line, the part around it.
   */
  String marked(int from, int to) {
    int line = line(from);
    String whole = text(line);
    int column = end(from) - (code.lastIndexOf('\n', end(from) - 1) + 1);
    int start = whole.length() <= WIDEST ? 0 : Math.max(0, column - WIDEST / 2);
    String text = whole.substring(start, Math.min(whole.length(), start + WIDEST));
    int first = column - start;
    int width = Math.max(1, Math.min(to - from, text.length() - first));
    return "  %3d │ %s%n      │ %s%s"
        .formatted(line, text, blank(text, first), "^".repeat(width))
        .replace("\r", "");
  }

  /** As wide as the start of {@code text}, tabs kept. */
  private static String blank(String text, int length) {
    return text.substring(0, Math.min(length, text.length())).replaceAll("[^\t]", " ");
  }

  private int end(int offset) {
    return Math.min(start + Math.max(offset, 0), code.length());
  }
}
