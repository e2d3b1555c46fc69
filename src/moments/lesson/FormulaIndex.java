package moments.lesson;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * {@code lessons/formulas.md}: each row quotes a line of code and links to it.
 *
 * <p>A quotation and its link are {@code `code` [Class, line 12](../src/….java#L12)}.
 */
public final class FormulaIndex {
  /** The index, relative to the project's folder. */
  public static final Path FILE = Path.of("lessons", "formulas.md");

  private static final Pattern QUOTED =
      Pattern.compile("`([^`]+)` \\[(\\w+)[^]]*]\\(\\.\\./(src/[\\w/]+\\.java)[^)]*\\)");

  private FormulaIndex() {}

  /**
   * The index with the numbers of the lines as they are now.
   *
   * @throws LessonException if a quoted line is not in its file, or is there twice
   */
  public static String refreshed(Path root) {
    try {
      return QUOTED
          .matcher(Files.readString(root.resolve(FILE)))
          .replaceAll(
              row -> {
                int line = line(root, row.group(3), row.group(1));
                return Matcher.quoteReplacement(
                    "`%s` [%s, line %d](../%s#L%3$d)"
                        .formatted(row.group(1), row.group(2), line, row.group(3)));
              });
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + FILE, e);
    }
  }

  private static int line(Path root, String file, String code) {
    try {
      List<String> lines = Files.readAllLines(root.resolve(file), UTF_8);
      int[] found =
          IntStream.range(0, lines.size())
              .filter(i -> lines.get(i).strip().equals(code))
              .map(i -> i + 1)
              .toArray();
      if (found.length != 1) {
        throw new LessonException(
            "%s quotes a line of %s that is there %d times instead of once: %s"
                .formatted(FILE, file, found.length, code));
      }
      return found[0];
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ", which " + FILE + " quotes", e);
    }
  }
}
