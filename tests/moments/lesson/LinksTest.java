package moments.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of the course lead to each other, from wherever they are read. */
class LinksTest {
  private static final Pattern LINK =
      Pattern.compile("]\\(([\\w.-]*/[\\w./-]*|[\\w-]+\\.(?:md|ipynb))(?:#[^)\\s]*)?\\)");
  private static final Pattern TERM =
      Pattern.compile("\\| ([^|]+) \\| [^|]+ \\| \\[(\\d+)]\\(\\.\\./notebooks/[^)]+\\) \\|");

  /** Texts that readers open in the project: Markdown and notebooks. */
  private static List<Path> texts() throws IOException {
    List<Path> all = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
    for (String folder : List.of("lessons", "notebooks")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files
            .filter(file -> file.toString().matches(".*\\.(md|ipynb)"))
            .filter(file -> !file.startsWith(Path.of("notebooks", "mine")))
            .filter(file -> !file.toString().contains(".ipynb_checkpoints"))
            .forEach(all::add);
      }
    }
    return all;
  }

  @Test
  void everyLinkToAFileLeadsToOne() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path text : texts()) {
      Matcher link = LINK.matcher(Files.readString(text));
      while (link.find()) {
        Path target = text.resolveSibling(link.group(1)).normalize();
        if (!Files.exists(target)) {
          broken.add("%s: %s".formatted(text, link.group(1)));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void theGlossarysWordsAreInTheirLessons() throws IOException {
    Matcher term = TERM.matcher(Files.readString(Path.of("lessons/glossary.md")));
    int count = 0;
    while (term.find()) {
      Lesson lesson = Lesson.numbered(Path.of(""), term.group(2));
      String text = Files.readString(Path.of(lesson.source())).toLowerCase(Locale.ROOT);
      for (String word : term.group(1).toLowerCase(Locale.ROOT).split(", ")) {
        assertTrue(text.contains(word), lesson.name() + " does not have the word " + word);
      }
      count++;
    }
    assertTrue(count > 30, count + " words");
  }
}
