package moments.lab;

import java.util.List;

/** What went wrong in a cell, put for its reader. */
public final class CellException extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;
  private final List<String> report;

  /**
   * A failure of a cell.
   *
   * @param line of the cell, from 1
   * @param message one sentence
   * @param report the lines to show, the most important ones first
   */
  CellException(int line, String message, List<String> report) {
    super(message, null, false, false);
    this.line = line;
    this.report = List.copyOf(report);
  }

  /** The line of the cell where it happened, from 1. */
  public int line() {
    return line;
  }

  /** What is shown below the cell. */
  public List<String> report() {
    return report;
  }
}
