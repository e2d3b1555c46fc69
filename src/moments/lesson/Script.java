package moments.lesson;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import moments.lesson.Block.Kind;

/**
 * A lesson for {@code jshell}: prose as comments, and values printed where a notebook shows them.
 */
final class Script {
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> origins = new ArrayList<>();

  private Script() {}

  static Woven of(Lesson lesson, Map<Block, Cells.Result> results) {
    Script script = new Script();
    for (Block block : lesson.blocks()) {
      Cells.Result result = results.get(block);
      if (block.kind() == Kind.PROSE) {
        block.text().lines().forEach(line -> script.line(("// " + line).strip(), block));
        script.line("", block);
      } else if (result != null) {
        printing(block.text(), result).lines().forEach(line -> script.line(line, block));
        script.line("", block);
      }
    }
    Block last = lesson.blocks().get(lesson.blocks().size() - 1);
    script.line("/exit", last);
    return new Woven(
        "lessons/%s/lesson.jsh".formatted(lesson.name()),
        lesson.source(),
        script.text.toString(),
        List.copyOf(script.origins));
  }

  /** The cell, with the last expression as an argument of println. */
  private static String printing(String cell, Cells.Result result) {
    if (result.value().isEmpty()) {
      return cell;
    }
    int start = cell.lastIndexOf(result.last());
    String expression = result.last().replaceAll(";\\s*$", "");
    return cell.substring(0, start) + "System.out.println(" + expression + ");\n";
  }

  private void line(String line, Block block) {
    text.append(line).append('\n');
    origins.addAll(Collections.nCopies(1, block.line()));
  }
}
