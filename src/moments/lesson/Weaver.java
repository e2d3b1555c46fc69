package moments.lesson;

import com.google.gson.JsonArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import moments.lab.FigureHtml;
import moments.lab.FigureScript;
import moments.lesson.Block.Kind;

/** Runs a lesson with its checks, and makes its notebook and its script. */
public final class Weaver {
  private Weaver() {}

  /**
   * The notebook and the script of {@code lesson}.
   *
   * @param notebook the text of the notebook as it is; the pictures of figures that have not
   *     changed are kept, and the outputs of recorded cells too
   * @param pictures makes a picture of a figure, PNG in base 64
   * @throws LessonException if a cell or a check fails
   */
  public static List<GeneratedFile> weave(
      Lesson lesson, String notebook, Function<FigureScript, Optional<String>> pictures) {
    return weave(lesson, new PreviousOutputs(notebook), pictures, false);
  }

  /** As {@link #weave}, with recorded cells run in full and their outputs recorded anew. */
  public static List<GeneratedFile> record(
      Lesson lesson, String notebook, Function<FigureScript, Optional<String>> pictures) {
    return weave(lesson, new PreviousOutputs(notebook), pictures, true);
  }

  /** The recorded cells of {@code lesson} whose outputs {@code notebook} does not have. */
  public static List<Block> unrecorded(Lesson lesson, String notebook) {
    PreviousOutputs kept = new PreviousOutputs(notebook);
    return lesson.blocks().stream()
        .filter(block -> block.kind() == Kind.RECORDED)
        .filter(block -> kept.outputs(block).filter(outputs -> !outputs.isEmpty()).isEmpty())
        .toList();
  }

  private static List<GeneratedFile> weave(
      Lesson lesson,
      PreviousOutputs kept,
      Function<FigureScript, Optional<String>> pictures,
      boolean record) {
    Map<Block, JsonArray> outputs = new LinkedHashMap<>();
    Map<Block, Integer> expressions = new LinkedHashMap<>();
    FigureHtml figures =
        new FigureHtml(drawing -> kept.picture(drawing.hash()).or(() -> pictures.apply(drawing)));
    try (LessonRun run = new LessonRun(lesson, figures, !record)) {
      for (Block block : lesson.blocks()) {
        if (block.kind() == Kind.PROSE) {
          continue;
        }
        LessonRun.Shown shown = run.cell(block);
        if (block.isCell()) {
          boolean keep = block.kind() == Kind.RECORDED && !record;
          outputs.put(
              block, keep ? kept.outputs(block).orElseGet(JsonArray::new) : shown.outputs());
          shown.expression().ifPresent(start -> expressions.put(block, start));
        }
      }
    }
    return List.of(Notebook.of(lesson, outputs), Script.of(lesson, expressions));
  }
}
