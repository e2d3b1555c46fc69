package moments.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The book from a disk, as a reader with a telephone sees it, and one who prefers dark pages. */
@Tag("one-jdk")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BookInBrowserTest {
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
  private static final int NARROW = 360;
  private static final String LESSON = "03-why-a-ceiling.html";

  /** What axe finds in the page, a line for each kind; formulas have the colour of the text. */
  private static final String VIOLATIONS =
      """
      new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() =>
        axe.run({exclude: [['.katex']]}, {preload: false, %s resultTypes: ['violations']})
      ).then(found =>
        found.violations.map(({id, nodes}) =>
          `${id} × ${nodes.length}: ${nodes[0].html.slice(0, 200)} ${nodes[0].any[0]?.message}`).join('\\n'))
      """;

  private Path folder = Path.of("");
  private DevTools browser;

  @BeforeAll
  void openTheBook(@TempDir Path folder) throws Exception {
    this.folder = folder;
    var found = DevTools.start();
    Assumptions.assumeTrue(found.isPresent(), "no Chromium on the path to show the book in");
    browser = found.orElseThrow();
    Book.write(BookTest.BOOK, folder);
  }

  @AfterAll
  void closeIt() throws InterruptedException {
    if (browser != null) {
      browser.close();
    }
  }

  List<String> chapters() {
    return pages(name -> !name.startsWith(Links.SOURCES));
  }

  List<String> sources() {
    return pages(name -> name.startsWith(Links.SOURCES));
  }

  private List<String> pages(Predicate<String> wanted) {
    return BookTest.BOOK.keySet().stream()
        .filter(name -> name.endsWith(".html"))
        .filter(wanted)
        .sorted()
        .toList();
  }

  private void open(String page) throws Exception {
    browser.open(folder.resolve(page));
  }

  /** In light colours, with all that is folded away unfolded. */
  private void assertFitsANarrowScreenWithoutErrors(String page) throws Exception {
    browser.width(NARROW);
    browser.prefersDark(false);
    browser.complaints();
    open(page);
    browser.eval("document.querySelectorAll('details').forEach(each => each.open = true); ''");

    String wider = browser.eval("String(document.documentElement.scrollWidth > innerWidth)");

    assertEquals("false", wider, "wider than %d pixels".formatted(NARROW));
    assertEquals(List.of(), browser.complaints());
  }

  private void assertAccessible(String rules, String colours) throws Exception {
    assertEquals("", browser.eval(VIOLATIONS.formatted(rules)), colours);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void sourcesFitANarrowScreen(String page) throws Exception {
    assertFitsANarrowScreenWithoutErrors(page);
  }

  @ParameterizedTest
  @MethodSource("chapters")
  @ValueSource(strings = Links.SOURCES + "src-moments-optim-Adam.java.html")
  void aPageIsForEveryReader(String page) throws Exception {
    assertFitsANarrowScreenWithoutErrors(page);
    browser.eval(Assets.text(AXE) + "; ''");

    assertAccessible("", "light");
    browser.prefersDark(true);
    assertAccessible("runOnly: ['color-contrast'],", "dark");
  }

  @Test
  void withoutScriptsThereAreStillPicturesAndFormulas() throws Exception {
    browser.scripts(false);
    try {
      open(LESSON);
      String blank =
          """
          [...document.querySelectorAll('[role=group] img')].filter(image => !image.naturalWidth).length
          """;

      assertEquals("0", browser.eval("String(%s)".formatted(blank.strip())));
      assertTrue(Integer.parseInt(browser.eval("String(document.images.length)")) > 5);
      assertTrue(
          Integer.parseInt(browser.eval("String(document.querySelectorAll('.katex').length)"))
              > 50);
    } finally {
      browser.scripts(true);
    }
  }

  @Test
  void theSwitchTurnsPageAndFiguresAndTheNextPageRemembers() throws Exception {
    browser.prefersDark(false);
    open(LESSON);
    browser.eval("document.querySelector('.switch').click(); ''");
    String figure =
        "new Promise(done => setTimeout(() => done(document.querySelector('.moments').style.colorScheme), 50))";

    assertEquals("dark", browser.eval(figure));
    assertEquals(
        "rgb(21, 24, 28)", browser.eval("getComputedStyle(document.body).backgroundColor"));
    open("symbols.html");
    assertEquals(
        "rgb(21, 24, 28)", browser.eval("getComputedStyle(document.body).backgroundColor"));
    browser.eval("document.querySelector('.switch').click(); ''");
  }

  @Test
  void theSearchFindsASectionByTheBeginningOfAWord() throws Exception {
    open("source/src-moments-optim-Adam.java.html");

    String first =
        browser.eval(
            """
            (async () => {
              const input = document.querySelector('.search input');
              input.value = 'valley memor';
              input.dispatchEvent(new Event('input'));
              for (let i = 0; i < 100 && !document.querySelector('.found a'); i++) {
                await new Promise(done => setTimeout(done, 50));
              }
              return document.querySelector('.found a').href;
            })()
            """);

    assertTrue(first.contains("/04-what-does-memory-buy.html#"), first);
  }

  @Test
  void codeIsCopied() throws Exception {
    open(LESSON);

    String copied =
        browser.eval(
            """
            (async () => {
              let text;
              navigator.clipboard.writeText = async given => { text = given; };
              const block = document.querySelector('.code');
              block.querySelector('.copy').click();
              return String(text === block.querySelector('code').textContent && text.startsWith('import java.util'));
            })()
            """);

    assertEquals("true", copied);
  }
}
