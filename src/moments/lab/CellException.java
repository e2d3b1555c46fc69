package moments.lab;

import java.util.List;

/** What went wrong in a cell, in words for its reader. */
public final class CellException extends Exception {
  private static final long serialVersionUID = 1;

  private final String name;
  private final List<String> report;

  /**
   * A failure of a cell.
   *
   * @param name of the kind of error or the class of the exception
   * @param message one sentence
   * @param report the lines to show, the most important ones first
   */
  CellException(String name, String message, List<String> report) {
    super(message, null, false, false);
    this.name = name;
    this.report = List.copyOf(report);
  }

  /** The kind of error, {@code Compile error}, or the name of the exception's class. */
  public String name() {
    return name;
  }

  /** What is shown below the cell. */
  public List<String> report() {
    return report;
  }
}
