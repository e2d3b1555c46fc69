package moments.book;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import moments.lesson.Lesson;
import moments.lesson.LessonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The book as files: what is in it, and that whatever it links to is in it too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BookTest {
  private static final Path ROOT = Path.of("");

  /** Made once for all tests. */
  static final Map<String, byte[]> BOOK = Book.of(ROOT);

  private static final Pattern SCRIPT = Pattern.compile("(?s)(<script[^>]*>).*?</script>");
  private static final Pattern ADDRESS = Pattern.compile("\\b(?:href|src)=\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile("\\bid=\"([^\"]*)\"");

  Stream<String> pages() {
    return BOOK.keySet().stream().filter(name -> name.endsWith(".html"));
  }

  private static final Map<String, Set<String>> IDS = new HashMap<>();

  private static Set<String> ids(String page) {
    return IDS.computeIfAbsent(page, name -> found(ID, markup(name)).collect(toSet()));
  }

  private static String markup(String page) {
    return SCRIPT.matcher(text(page)).replaceAll("$1");
  }

  private static String text(String file) {
    return new String(BOOK.get(file), UTF_8);
  }

  private static Stream<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult each) -> each.group(1));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkAndFragmentResolves(String page) {
    List<String> broken = new ArrayList<>();
    found(ADDRESS, markup(page))
        .filter(address -> !address.startsWith("data:"))
        .map(address -> URI.create(page).resolve(address.isEmpty() ? page : address))
        .filter(target -> target.getScheme() == null)
        .forEach(
            target -> {
              String file = target.getPath().isEmpty() ? page : target.getPath();
              if (!BOOK.containsKey(file)
                  || target.getFragment() != null && !ids(file).contains(target.getFragment())) {
                broken.add(target.toString());
              }
            });

    assertEquals(List.of(), broken);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void anIdIsGivenOnce(String page) {
    List<String> ids = found(ID, markup(page)).toList();

    assertEquals(ids.stream().distinct().toList(), ids);
  }

  @Test
  void everyLessonIsAPageWithItsNotebookAndItsScript() {
    for (Lesson lesson : Lesson.all(ROOT)) {
      Set<String> addresses = found(ADDRESS, markup(lesson.name() + ".html")).collect(toSet());

      assertTrue(addresses.contains("downloads/%s.ipynb".formatted(lesson.name())), lesson.name());
      assertTrue(addresses.contains("downloads/%s.jsh".formatted(lesson.name())), lesson.name());
    }
  }

  @Test
  void aLineOfASourceCanBeLinkedTo() throws IOException {
    String source = "src/moments/optim/Adam.java";
    int lines = Files.readAllLines(ROOT.resolve(source)).size();

    Set<String> ids = ids(Links.pageOf(source));

    assertTrue(ids.contains("L1") && ids.contains("L" + lines), ids.toString());
  }

  @Test
  void previousAndNextLeadThroughAllChapters() {
    Pattern next = Pattern.compile("rel=\"next\" href=\"([^\"]*)\"");
    List<String> visited = new ArrayList<>();
    String page = Contents.of(ROOT).chapters().get(0).page();
    while (!page.isEmpty()) {
      visited.add(page);
      page = found(next, text(page)).findFirst().orElse("");
    }

    assertEquals(Contents.of(ROOT).chapters().stream().map(Chapter::page).toList(), visited);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void noFormulaIsLeftAsTeX(String page) {
    String prose = markup(page).replaceAll("(?s)<(code|pre|annotation)\\b.*?</\\1>", "");

    assertFalse(prose.contains("$"), () -> prose.replaceAll("(?s).*(.{40}\\$.{40}).*", "$1"));
  }

  @Test
  void solutionsAreNotInTheBook() {
    for (Lesson lesson : Lesson.all(ROOT)) {
      String page = text(lesson.name() + ".html");

      assertFalse(page.contains("<details open"), lesson.name());
      assertFalse(page.contains("Check.that("), lesson.name());
    }
  }

  @Test
  void whatACellShowsIsFoldedAwayWhereAPredictionIsAskedFor() {
    String notebook =
        """
        {"cells": [
          {"cell_type": "markdown", "source": ["**Predict:** what is 6 · 7?"]},
          {"cell_type": "code", "source": ["6 * 7"],
           "outputs": [{"output_type": "execute_result", "data": {"text/plain": ["42"]}}]},
          {"cell_type": "code", "source": ["1 + 1"],
           "outputs": [{"output_type": "execute_result", "data": {"text/plain": ["2"]}}]}
        ]}
        """;
    var document = Reader.notebook(notebook);
    Typesetter typesetter = new Typesetter();

    String html =
        PageHtml.of(
            document, new Sections(document, typesetter), x -> x, typesetter, new Pictures());

    assertTrue(html.contains("</summary><pre>42</pre></details>"), html);
    assertTrue(html.contains("<div class=\"output\"><pre>2</pre></div>"), html);
  }

  @Test
  void aLinkThatLeadsNowhereIsNamed() {
    Links links = new Links(ROOT, Contents.of(ROOT));

    var e =
        assertThrows(
            LessonException.class, () -> links.of("lessons/symbols.md", "../src/Nothing.java"));

    assertEquals(
        "lessons/symbols.md links to ../src/Nothing.java, which is no file", e.getMessage());
  }
}
