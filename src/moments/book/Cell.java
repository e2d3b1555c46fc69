package moments.book;

import java.util.List;
import org.commonmark.node.CustomBlock;

/** A cell of a notebook: Java, and what it showed. */
final class Cell extends CustomBlock {
  private final String code;
  private final List<Shown> outputs;
  private final boolean predicted;

  /**
   * Something below a cell.
   *
   * @param html whether {@code content} is HTML rather than text
   */
  record Shown(boolean html, String content) {}

  /**
   * A cell with its outputs.
   *
   * @param predicted whether the text before it asks for a prediction of them
   */
  Cell(String code, List<Shown> outputs, boolean predicted) {
    this.code = code;
    this.outputs = outputs;
    this.predicted = predicted;
  }

  String code() {
    return code;
  }

  List<Shown> outputs() {
    return outputs;
  }

  boolean predicted() {
    return predicted;
  }
}
