package moments.lesson;

import com.google.gson.JsonArray;
import java.util.Locale;
import java.util.Optional;
import moments.lab.CellException;
import moments.lab.Cells;
import moments.lab.Display;
import moments.lab.FigureHtml;

/** A lesson run cell by cell, in the JShell that the kernel has too. */
public final class LessonRun implements AutoCloseable {
  /** The system property that makes recorded cells quick when their outputs are not kept. */
  public static final String QUICK = "moments.quick";

  private final Lesson lesson;
  private final Cells cells = new Cells();
  private final OutputCapture recorder;
  private int count;

  /**
   * Begins a run of {@code lesson}.
   *
   * @param quick whether recorded cells are to be quick
   */
  public LessonRun(Lesson lesson, FigureHtml figures, boolean quick) {
    this.lesson = lesson;
    recorder = new OutputCapture(figures);
    System.setProperty(QUICK, String.valueOf(quick));
  }

  /**
   * Runs {@code cell}, a cell or a check.
   *
   * @throws LessonException if it does not compile or throws; names the line
   */
  public Shown cell(Block cell) {
    Locale country = Locale.getDefault();
    Locale.setDefault(Locale.ROOT);
    recorder.start();
    try {
      count++;
      Cells.Result result = cells.run(cell.text(), count);
      Optional<Object> value = result.value().filter(v -> !Display.isId(v));
      return new Shown(recorder.outputs(value), value.map(v -> result.start()));
    } catch (CellException e) {
      throw LessonException.at(
          lesson.source(), cell.line() + e.line() - 1, String.valueOf(e.getMessage()));
    } finally {
      recorder.stop();
      Locale.setDefault(country);
    }
  }

  @Override
  public void close() {
    System.clearProperty(QUICK);
    cells.close();
  }

  /**
   * What a cell showed.
   *
   * @param outputs as in a notebook
   * @param expression where in the cell the expression starts whose value was shown
   */
  public record Shown(JsonArray outputs, Optional<Integer> expression) {}
}
