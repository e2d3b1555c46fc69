package moments.lesson;

import java.util.List;
import java.util.Optional;

/**
 * A file made from a lesson.
 *
 * @param file relative to the project's folder
 * @param from the lesson's source
 * @param origins for each line of {@code text}, the line of {@code from} where its block starts
 */
public record GeneratedFile(String file, String from, String text, List<Integer> origins) {
  /** The command that writes all such files anew. */
  static final String MEND = "mvn -q compile exec:java -Dexec.args=weave";

  /**
   * Where {@code actual}, the content of the file, differs first, and the command that corrects it.
   */
  public Optional<String> difference(String actual) {
    if (actual.equals(text)) {
      return Optional.empty();
    }
    List<String> expected = text.lines().toList();
    List<String> found = actual.lines().toList();
    int i = 0;
    while (i < expected.size() && i < found.size() && expected.get(i).equals(found.get(i))) {
      i++;
    }
    int origin = origins.get(Math.min(i, origins.size() - 1));
    return Optional.of(
        "%s:%d does not follow from %s:%d and the code shown there%n  expected: %s%n  found:    %s%nTo write it anew: %s"
            .formatted(file, i + 1, from, origin, line(expected, i), line(found, i), MEND));
  }

  private static String line(List<String> lines, int i) {
    return i < lines.size() ? lines.get(i).strip() : "(the end)";
  }
}
