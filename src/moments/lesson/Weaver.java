package moments.lesson;

import com.google.gson.JsonArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import moments.lab.Drawing;
import moments.lab.FigureHtml;
import moments.lesson.Block.Kind;

/** Runs a lesson as its reader does, without checks, and makes its notebook and its script. */
public final class Weaver {
  /** The system property that tells recorded cells to be quick, as nobody keeps their outputs. */
  public static final String QUICK = "moments.quick";

  private Weaver() {}

  /**
   * The notebook and the script of {@code lesson}.
   *
   * @param notebook the text of the notebook as it is; the pictures of figures that have not
   *     changed are kept, and the outputs of recorded cells too
   * @param pictures makes a picture of a figure, SVG in base 64
   * @throws LessonException if a cell fails
   */
  public static List<Woven> weave(
      Lesson lesson, String notebook, Function<Drawing, Optional<String>> pictures) {
    return weave(lesson, new Kept(notebook), pictures, false);
  }

  /** As {@link #weave}, with recorded cells run in full and their outputs recorded anew. */
  public static List<Woven> record(
      Lesson lesson, String notebook, Function<Drawing, Optional<String>> pictures) {
    return weave(lesson, new Kept(notebook), pictures, true);
  }

  /** The recorded cells of {@code lesson} whose outputs {@code notebook} does not have. */
  public static List<Block> unrecorded(Lesson lesson, String notebook) {
    Kept kept = new Kept(notebook);
    return lesson.blocks().stream()
        .filter(block -> block.kind() == Kind.RECORDED)
        .filter(block -> kept.outputs(block).filter(outputs -> !outputs.isEmpty()).isEmpty())
        .toList();
  }

  private static List<Woven> weave(
      Lesson lesson, Kept kept, Function<Drawing, Optional<String>> pictures, boolean record) {
    Map<Block, JsonArray> outputs = new LinkedHashMap<>();
    Map<Block, Cells.Result> results = new LinkedHashMap<>();
    Recorder recorder =
        new Recorder(
            new FigureHtml(
                drawing -> kept.picture(drawing.hash()).or(() -> pictures.apply(drawing))));
    try (Cells cells = new Cells(lesson.source(), !record)) {
      for (Block block : lesson.blocks()) {
        if (block.isCell()) {
          JsonArray shown =
              recorder.outputsOf(
                  () -> {
                    Cells.Result result = cells.run(block);
                    results.put(block, result);
                    return result.value();
                  });
          boolean keep = block.kind() == Kind.RECORDED && !record;
          outputs.put(block, keep ? kept.outputs(block).orElseGet(JsonArray::new) : shown);
        }
      }
    }
    return List.of(Notebook.of(lesson, outputs), Script.of(lesson, results));
  }
}
