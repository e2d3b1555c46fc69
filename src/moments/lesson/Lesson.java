package moments.lesson;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A lesson's source, {@code lessons/NN-name/lesson.md}: prose, cells and checks in order.
 *
 * <p>Its first line sends readers to the notebook, which does without it; then come {@code # NN.
 * The question?} and a line {@code *Reading: 30 minutes. Running: 5 seconds.*}. Fences are {@code
 * ```java} for a cell, {@code ```java recorded} for one whose output depends on the machine or on
 * data, {@code ```java check} for what only the tests run, and {@code ```java
 * region=src/….java#name} for code of the library, see {@link Regions}.
 *
 * @param name of its folder, {@code 08-what-is-adam}
 * @param question its title
 * @param times how long it takes to read and to run
 * @param neighbours links to the notebooks before and after its own, in Markdown
 */
public record Lesson(
    String name, String question, String times, List<Block> blocks, String neighbours) {
  private static final Pattern TITLE = Pattern.compile("# (\\d+)\\. (.+\\?)");
  private static final Pattern TIMES = Pattern.compile("\\*(Reading: .+\\. Running: .+)\\.\\*");

  /** Every lesson under {@code root}, the project's folder, by number. */
  public static List<Lesson> all(Path root) {
    try (Stream<Path> folders = Files.list(root.resolve("lessons"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("lesson.md")))
          .map(folder -> read(root, folder.getFileName().toString()))
          .sorted((a, b) -> a.name.compareTo(b.name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list lessons; run this in the project's folder", e);
    }
  }

  /**
   * The lesson with that number, {@code 08} or {@code 8}, under {@code root}.
   *
   * @throws LessonException if there is none; names those that there are
   */
  public static Lesson numbered(Path root, String number) {
    List<Lesson> all = all(root);
    return all.stream()
        .filter(lesson -> number.matches("0*" + lesson.number()))
        .findFirst()
        .orElseThrow(
            () ->
                new LessonException(
                    "There is no lesson %s; there are %s"
                        .formatted(
                            number,
                            all.stream()
                                .map(lesson -> "%02d".formatted(lesson.number()))
                                .collect(Collectors.joining(", ")))));
  }

  /**
   * The lesson called {@code name} under {@code root}.
   *
   * @throws LessonException if its form is wrong
   */
  public static Lesson read(Path root, String name) {
    String file = sourceOf(name);
    try {
      return parse(root, name, Files.readAllLines(root.resolve(file), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  static Lesson parse(Path root, String name, List<String> lines) {
    String file = sourceOf(name);
    if (lines.size() < 3 || !lines.get(0).equals(pointer(name))) {
      throw LessonException.at(file, 1, "expected \"%s\"".formatted(pointer(name)));
    }
    Matcher title = TITLE.matcher(lines.get(2));
    if (!title.matches() || !name.startsWith("%02d-".formatted(Integer.valueOf(title.group(1))))) {
      throw LessonException.at(
          file, 3, "expected \"# NN. The question?\" with the number of the folder");
    }
    String times =
        lines.stream()
            .map(TIMES::matcher)
            .filter(Matcher::matches)
            .map(found -> found.group(1))
            .findFirst()
            .orElseThrow(
                () ->
                    LessonException.at(
                        file, 3, "expected a line \"*Reading: … minutes. Running: … seconds.*\""));
    List<String> shown = new ArrayList<>(lines);
    shown.set(0, "");
    List<Block> blocks = new BlockReader(root, file).read(shown);
    return new Lesson(name, title.group(2), times, blocks, Neighbours.of(root, name));
  }

  /** The source, relative to the project's folder. */
  public String source() {
    return sourceOf(name);
  }

  /** The script for JShell, relative to the project's folder. */
  public String script() {
    return "lessons/%s/lesson.jsh".formatted(name);
  }

  /** The notebook, relative to the project's folder. */
  public String notebook() {
    return "notebooks/%s.ipynb".formatted(name);
  }

  /** The NN of its name. */
  public int number() {
    return Integer.parseInt(name.substring(0, name.indexOf('-')));
  }

  /** Says that the notebook lacks the outputs of {@code cell}, and the command that adds them. */
  public String unrecorded(Block cell) {
    return "%s has no outputs of the recorded cell %s:%d%nTo run it in full and keep them: %s"
        .formatted(
            notebook(),
            source(),
            cell.line(),
            "mvn -q compile exec:java -Dexec.args=\"weave --record %02d\"".formatted(number()));
  }

  /** The first line of the source, for whoever opens that one to read the lesson. */
  static String pointer(String name) {
    return "> To read the lesson, open [its notebook](../../notebooks/%s.ipynb); here is its source,"
            .formatted(name)
        + " with checks and solutions.";
  }

  private static String sourceOf(String name) {
    return "lessons/%s/lesson.md".formatted(name);
  }
}
