package moments.grading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import moments.lab.Notebooks;

/** The grade that students' own solutions would get, by the visible tests. */
public final class SelfCheck {
  private static final long SEED = 1;

  private SelfCheck() {}

  /**
   * Grades, from a notebook, the classes that its cells declare, or else the files where the
   * starters were.
   *
   * @param number of the lesson, {@code 08}
   */
  public static Grade of(String number) {
    AssignmentFolder assignment = AssignmentFolder.numbered(project(), number);
    return grade(
        assignment,
        intake ->
            intake
                .fromCells()
                .orElseGet(() -> intake.read(files(assignment, intake.assignment()))));
  }

  /**
   * Grades the files of an assignment where the starters were.
   *
   * @param path of another file or folder to grade instead
   */
  public static Grade of(AssignmentFolder assignment, Optional<Path> path) {
    return grade(
        assignment,
        intake ->
            intake.read(
                path.map(List::of).orElseGet(() -> files(assignment, intake.assignment()))));
  }

  private static Grade grade(AssignmentFolder assignment, Function<Intake, Sources> take) {
    try (AssignmentFolder.LoadedExam loaded = assignment.load(Optional.empty());
        Grader grader = new Grader(loaded.exam(), Limits.of(loaded.exam().assignment()), SEED)) {
      Assignment asked = loaded.exam().assignment();
      return grader.grade(take.apply(new Intake(asked, texts(assignment, asked))), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> texts(AssignmentFolder assignment, Assignment asked) {
    Map<String, String> texts = new TreeMap<>();
    files(assignment, asked)
        .forEach(file -> texts.put(String.valueOf(file.getFileName()), Notebooks.read(file)));
    return texts;
  }

  private static List<Path> files(AssignmentFolder assignment, Assignment asked) {
    return Arrays.stream(asked.files())
        .map(assignment.folder()::resolve)
        .filter(Files::exists)
        .toList();
  }

  /** The project's folder: this one or the nearest around it with lessons and tests. */
  private static Path project() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("lessons"))
          && Files.isDirectory(folder.resolve("tests"))) {
        return folder;
      }
    }
    throw new GradingException(
        "Found no lessons and tests in %s or above; keep the notebook in the project's folder"
            .formatted(here));
  }
}
