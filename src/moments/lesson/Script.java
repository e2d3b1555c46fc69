package moments.lesson;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import moments.lesson.Block.Kind;

/**
 * A lesson for {@code jshell}: prose as comments, and values displayed where a notebook shows them.
 */
final class Script {
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> origins = new ArrayList<>();

  private Script() {}

  static GeneratedFile of(Lesson lesson, Map<Block, Integer> expressions) {
    Script script = new Script();
    script.line("import static moments.lab.Display.*;", lesson.blocks().get(0));
    script.line("", lesson.blocks().get(0));
    for (Block block : lesson.blocks()) {
      if (block.kind() == Kind.PROSE) {
        block.text().lines().forEach(line -> script.line(("// " + line).strip(), block));
        script.line("", block);
      } else if (block.isCell()) {
        displaying(block.text(), expressions.getOrDefault(block, block.text().length()))
            .lines()
            .forEach(line -> script.line(line, block));
        script.line("", block);
      }
    }
    Block last = lesson.blocks().get(lesson.blocks().size() - 1);
    script.line("/exit", last);
    return new GeneratedFile(
        lesson.script(), lesson.source(), script.text.toString(), List.copyOf(script.origins));
  }

  /** The cell, with the last expression displayed, as a notebook does by itself. */
  private static String displaying(String cell, int start) {
    String expression = cell.substring(start).strip().replaceAll(";$", "");
    return expression.isEmpty()
        ? cell
        : cell.substring(0, start) + "display(" + expression + ");\n";
  }

  private void line(String line, Block block) {
    text.append(line).append('\n');
    origins.addAll(Collections.nCopies(1, block.line()));
  }
}
