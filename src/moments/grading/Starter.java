package moments.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes what students get from a solution: without the lines between {@code // BEGIN SOLUTION} and
 * {@code // END SOLUTION}.
 */
public final class Starter {
  private static final Pattern BEGIN = Pattern.compile("(\\s*)// BEGIN SOLUTION(?:: (.*))?");
  private static final String END = "// END SOLUTION";
  private static final String STUB =
      "throw new UnsupportedOperationException(\"TODO: your code\");";

  private Starter() {}

  /**
   * The starter of {@code solution}; in place of each solution a line that throws, or the line
   * after {@code // BEGIN SOLUTION:} where that has one.
   *
   * @param file for messages
   * @throws IllegalArgumentException if the markers do not come in pairs, or there are none
   */
  public static String of(String solution, String file) {
    List<String> lines = new ArrayList<>();
    int begin = 0;
    int count = 0;
    int number = 0;
    for (String line : solution.lines().toList()) {
      number++;
      Matcher start = BEGIN.matcher(line);
      boolean isEnd = line.strip().equals(END);
      if (start.matches()) {
        require(begin == 0, file, number, "the solution from line %s has no end".formatted(begin));
        begin = number;
        count++;
        String stub = start.group(2) == null ? STUB : start.group(2);
        lines.add(start.group(1) + "// Your code.");
        lines.add(start.group(1) + stub);
      } else if (isEnd) {
        require(begin > 0, file, number, "no solution ends here");
        begin = 0;
      } else if (begin == 0) {
        lines.add(line);
      }
    }
    require(begin == 0, file, number, "the solution from line %s has no end".formatted(begin));
    require(count > 0, file, number, "expected a line // BEGIN SOLUTION");
    return String.join("\n", lines) + "\n";
  }

  private static void require(boolean fine, String file, int line, String problem) {
    if (!fine) {
      throw new IllegalArgumentException("%s:%s: %s".formatted(file, line, problem));
    }
  }
}
