package moments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of the lessons are short enough to be read by one person in an evening. */
class LineBudgetTest {
  private static final List<String> PAGES = List.of("tensor", "nn", "optim");

  /** All lines of the pages, with comments and blank lines. */
  private static final int ALL_PAGES = 3_155;

  /** All lines of one page. */
  private static final int PAGE = 200;

  /** All lines of any other file. */
  private static final int FILE = 250;

  /** A tile in registers is one variable for each of its vectors. */
  private static final Map<String, Integer> LONGER_FILES =
      Map.of("src/moments/simd/VectorLoops.java", 400);

  @Test
  void thePagesStayWithinTheirBudget() throws IOException {
    Map<String, Integer> lines = new TreeMap<>();
    for (String name : PAGES) {
      for (Path file : files(Path.of("src/moments", name), ".java")) {
        lines.merge(name, lines(file), Integer::sum);
      }
    }
    int all = lines.values().stream().mapToInt(Integer::intValue).sum();
    if (all > ALL_PAGES) {
      fail("the pages have %d lines, at most %d: %s".formatted(all, ALL_PAGES, lines));
    }
  }

  @Test
  void everyFileIsShort() throws IOException {
    Map<String, Integer> tooLong = new TreeMap<>();
    for (Path file : files(Path.of("src"), ".java", ".js", ".css")) {
      String name = file.toString().replace('\\', '/');
      boolean page = PAGES.stream().anyMatch(p -> name.startsWith("src/moments/" + p + "/"));
      if (lines(file) > LONGER_FILES.getOrDefault(name, page ? PAGE : FILE)) {
        tooLong.put(name, lines(file));
      }
    }
    assertEquals(
        Map.of(),
        tooLong,
        "at most %d lines a page and %d a file, but for %s".formatted(PAGE, FILE, LONGER_FILES));
  }

  private static int lines(Path file) throws IOException {
    return Files.readAllLines(file, UTF_8).size();
  }

  private static List<Path> files(Path folder, String... endings) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
          // What an editor leaves beside a source is none.
          .filter(
              file -> Stream.of(file.toString().split("[/\\\\]")).noneMatch(s -> s.startsWith(".")))
          .sorted()
          .toList();
    }
  }
}
