package moments.lesson;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import moments.lesson.Block.Kind;

/** Cuts the lines of a lesson into blocks: at headings and at fences of Java. */
final class BlockReader {
  private static final String FENCE = "```";
  private static final Map<String, Kind> FENCES =
      Map.of("```java", Kind.CELL, "```java recorded", Kind.RECORDED, "```java check", Kind.CHECK);
  private static final String REGION = "```java region=";

  private final Path root;
  private final String file;
  private final List<Block> blocks = new ArrayList<>();
  private final Map<String, Integer> inSection = new HashMap<>();
  private final StringBuilder text = new StringBuilder();
  private String section = "lesson";
  private int start = 1;

  BlockReader(Path root, String file) {
    this.root = root;
    this.file = file;
  }

  List<Block> read(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith(FENCE)) {
        int end = endOfFence(lines, i);
        fence(line.strip(), lines.subList(i + 1, end), i + 1);
        i = end;
        continue;
      }
      if (line.startsWith("#")) {
        finish(Kind.PROSE, i + 1);
        section = slug(line);
      }
      prose(line, i + 1);
    }
    finish(Kind.PROSE, lines.size());
    return List.copyOf(blocks);
  }

  private int endOfFence(List<String> lines, int start) {
    for (int i = start + 1; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(FENCE)) {
        return i;
      }
    }
    throw LessonException.at(file, start + 1, "the fence %s never ends".formatted(FENCE));
  }

  private void fence(String opening, List<String> body, int line) {
    Kind kind = FENCES.get(opening);
    if (kind != null) {
      finish(Kind.PROSE, line);
      start = line + 1;
      body.forEach(l -> text.append(l).append('\n'));
      finish(kind, line + body.size() + 2);
    } else if (opening.startsWith(REGION) && body.isEmpty()) {
      String reference = opening.substring(REGION.length());
      prose("```java", line);
      Regions.code(root, reference, file, line).forEach(l -> prose(l, line));
      prose(FENCE, line);
      String source = reference.substring(0, reference.indexOf('#'));
      prose("<sub>[%1$s](../../%1$s)</sub>".formatted(source), line);
    } else if (opening.startsWith("```java")) {
      throw LessonException.at(
          file,
          line,
          "expected ```java, ```java recorded, ```java check, or ```java region=src/….java#name with nothing in it,"
              + " got "
              + opening);
    } else {
      prose(opening, line);
      body.forEach(l -> prose(l, line));
      prose(FENCE, line);
    }
  }

  private void prose(String line, int number) {
    if (text.isEmpty()) {
      if (line.isBlank()) {
        return;
      }
      start = number;
    }
    text.append(line).append('\n');
  }

  private void finish(Kind kind, int next) {
    String whole = text.toString().stripTrailing();
    if (!whole.isEmpty()) {
      int position = inSection.merge(section, 1, Integer::sum);
      blocks.add(new Block(kind, section + "-" + position, start, whole + "\n"));
    }
    text.setLength(0);
    start = next;
  }

  /** ASCII letters, digits and hyphens, as nbformat wants its ids. */
  private static String slug(String heading) {
    String plain = Normalizer.normalize(heading, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    String slug = plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    return slug.substring(0, Math.min(48, slug.length()));
  }
}
