package moments.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moments.lesson.Block.Kind;

/** Runs a lesson as its reader does, without checks, and makes its notebook and its script. */
public final class Weaver {
  private Weaver() {}

  /**
   * The notebook and the script of {@code lesson}.
   *
   * @throws LessonException if a cell fails
   */
  public static List<Woven> weave(Lesson lesson) {
    Map<Block, Cells.Result> results = new LinkedHashMap<>();
    try (Cells cells = new Cells(lesson.source())) {
      for (Block block : lesson.blocks()) {
        if (block.kind() == Kind.CELL) {
          results.put(block, cells.run(block));
        }
      }
    }
    return List.of(Notebook.of(lesson, results), Script.of(lesson, results));
  }
}
