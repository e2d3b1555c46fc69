package moments.lab;

import java.util.List;

/** What went wrong in a cell, in words for its reader. */
public final class CellException extends Exception {
  private static final long serialVersionUID = 1;

  private final List<String> report;

  /**
   * A failure of a cell.
   *
   * @param message one sentence
   * @param report the lines to show, the most important ones first
   */
  CellException(String message, List<String> report) {
    super(message, null, false, false);
    this.report = List.copyOf(report);
  }

  /** What is shown below the cell. */
  public List<String> report() {
    return report;
  }
}
