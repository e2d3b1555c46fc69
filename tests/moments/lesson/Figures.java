package moments.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import moments.lesson.Block.Kind;

/** Holds the figures in a lesson's prose against the checks and the cells of their section. */
final class Figures {
  private static final Pattern SAYS = Pattern.compile("Check\\.says\\(\"([^\"]+)\"");

  /**
   * Decimals and grouped thousands, but for sections (§2.1) and the number of a paper or a lecture.
   */
  private static final Pattern FIGURE =
      Pattern.compile("(?<![§\\d.,]|arXiv |Lecture )\\d+(?:(?:,\\d{3})+(?:\\.\\d+)?|\\.\\d+)");

  private Figures() {}

  /** What does not agree, with its place and what to do. */
  static List<String> problems(Lesson lesson) {
    List<String> problems = new ArrayList<>();
    for (Block block : lesson.blocks()) {
      if (block.kind() == Kind.CHECK) {
        find(
            lesson, block, block.text(), SAYS, "the prose of this section does not say ", problems);
      } else if (block.kind() == Kind.PROSE) {
        find(
            lesson,
            block,
            withoutFences(block.text()),
            FIGURE,
            "no cell or check of this section has the figure ",
            problems);
      }
    }
    return problems;
  }

  private static void find(
      Lesson lesson,
      Block block,
      String text,
      Pattern figure,
      String problem,
      List<String> problems) {
    String others = text(lesson, block);
    Matcher found = figure.matcher(text);
    while (found.find()) {
      String digits = found.group(found.groupCount());
      if (!isIn(others, digits)) {
        int line =
            block.line()
                + (int) text.substring(0, found.start()).chars().filter(c -> c == '\n').count();
        problems.add(
            "%s:%d: %s%s%nCorrect one or the other, then: %s"
                .formatted(lesson.source(), line, problem, digits, GeneratedFile.MEND));
      }
    }
  }

  private static boolean isIn(String text, String figure) {
    return Pattern.compile("(?<![\\d.,])" + Pattern.quote(figure) + "(?!\\d|[.,]\\d)")
        .matcher(text)
        .find();
  }

  /** The prose of the section for a check, its code for prose. */
  private static String text(Lesson lesson, Block block) {
    boolean prose = block.kind() != Kind.PROSE;
    return lesson.blocks().stream()
        .filter(b -> b.section().equals(block.section()) && (b.kind() == Kind.PROSE) == prose)
        .map(Block::text)
        .collect(Collectors.joining("\n"));
  }

  /** Code shown within prose left out; its lines stay, so that lines can be counted. */
  private static String withoutFences(String prose) {
    return Pattern.compile("```.*?```", Pattern.DOTALL)
        .matcher(prose)
        .replaceAll(fence -> "\n".repeat((int) fence.group().lines().count() - 1));
  }
}
