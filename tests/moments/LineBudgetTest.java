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

/** Small enough to be read by one person in an evening. */
class LineBudgetTest {
  /** Lines to read in the packages of the library together; see {@link #codeLines}. */
  private static final int LIBRARY_CODE = 3_810;

  /** All lines of one file. */
  private static final int FILE = 250;

  /** One tile in registers is one variable for each of its vectors. */
  private static final Map<String, Integer> LONGER_FILES =
      Map.of("src/moments/simd/VectorLoops.java", 400);

  private static final List<String> LIBRARY =
      List.of("tensor", "simd", "parallel", "nn", "optim", "data", "train", "plot");

  @Test
  void theLibraryStaysWithinItsBudget() throws IOException {
    Map<String, Integer> code = new TreeMap<>();
    for (String name : LIBRARY) {
      int lines = 0;
      for (Path file : files(Path.of("src/moments", name), ".java")) {
        lines += codeLines(Files.readAllLines(file, UTF_8));
      }
      code.put(name, lines);
    }
    int all = code.values().stream().mapToInt(Integer::intValue).sum();
    if (all > LIBRARY_CODE) {
      fail("the library has %d lines of code, at most %d: %s".formatted(all, LIBRARY_CODE, code));
    }
  }

  @Test
  void everyFileIsShort() throws IOException {
    Map<String, Integer> tooLong = new TreeMap<>();
    for (Path file : files(Path.of("src"), ".java", ".js", ".css")) {
      String name = file.toString().replace('\\', '/');
      int lines = Files.readAllLines(file, UTF_8).size();
      if (lines > LONGER_FILES.getOrDefault(name, FILE)) {
        tooLong.put(name, lines);
      }
    }
    assertEquals(
        Map.of(), tooLong, "at most %d lines a file, but for %s".formatted(FILE, LONGER_FILES));
  }

  @Test
  void countsCodeOnly() {
    List<String> lines =
        """
        package a;

        /**
         * Words.
         */
        final class A {
          // Words.
          /* words */ int x; // words
          /* words
             words */
          String s = "/*";
        }
        """
            .lines()
            .toList();
    assertEquals(3, codeLines(lines));
  }

  /**
   * Lines of code: not blank, no comment, no import, not a lone bracket.
   *
   * <p>Comments start their lines in our formatting, unless code stands before or behind them.
   */
  private static int codeLines(List<String> lines) {
    int code = 0;
    boolean inComment = false;
    for (String line : lines) {
      String rest = line.strip();
      if (inComment || rest.startsWith("/*")) {
        int end = rest.indexOf("*/");
        inComment = end < 0;
        rest = inComment ? "" : rest.substring(end + 2).strip();
      }
      boolean header = rest.startsWith("import ") || rest.startsWith("package ");
      if (!header && !rest.startsWith("//") && !rest.matches("[\\])};,]*")) {
        code++;
      }
    }
    return code;
  }

  private static List<Path> files(Path folder, String... endings) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
          .sorted()
          .toList();
    }
  }
}
