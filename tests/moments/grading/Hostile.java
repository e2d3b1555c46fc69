package moments.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A submission that is after points which it has not earned.
 *
 * @param points that it earns all the same
 * @param file of the solution that is edited
 * @param bodies what is in the places of its solutions; RIGHT is what was there
 * @param members of its class besides
 */
public record Hostile(int points, String name, String file, List<String> bodies, String members) {
  private static final Pattern SOLUTION =
      Pattern.compile("(?s)// BEGIN SOLUTION(.*?)// END SOLUTION");

  /** Those in a file, which begins by saying how they are written. */
  public static Stream<Hostile> read(Path file) throws IOException {
    return Arrays.stream(Files.readString(file).split("(?m)^== ")).skip(1).map(Hostile::parsed);
  }

  private static Hostile parsed(String text) {
    String[] headAndCode = text.split("\n", 2);
    String[] head = headAndCode[0].split(" \\| ");
    String[] code = headAndCode[1].split("(?m)^members:\n", 2);
    return new Hostile(
        Integer.parseInt(head[0]),
        head[1],
        head[2] + ".java",
        List.of(code[0].split("(?m)^--\n")),
        code.length > 1 ? code[1] : "");
  }

  /** Its source, where {@code solution} is what it edits. */
  public String source(String solution) {
    Iterator<String> each = bodies.iterator();
    return SOLUTION
        .matcher(solution)
        .replaceAll(found -> Matcher.quoteReplacement(each.next().replace("RIGHT", found.group(1))))
        .replaceFirst("\\}\\s*$", Matcher.quoteReplacement(members + "}"));
  }

  @Override
  public String toString() {
    return name;
  }
}
