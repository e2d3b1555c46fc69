package moments.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import moments.browser.Chromium;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The book from a disk, as a reader with a telephone sees it, and one who prefers dark pages. */
@Tag("one-jdk")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BookInBrowserTest {
  @RegisterExtension static final Chromium BROWSER = new Chromium();

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

  /** The words of figures that are cut off at the right, once all figures are drawn. */
  private static final String CUT_OFF =
      """
      new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() =>
        [...document.querySelectorAll('.moments-bar > *, .moments-title, .gtitle')].filter(part =>
          part.getBoundingClientRect().right
            > part.closest('[role=group]').getBoundingClientRect().right + 1
        ).map(part => part.textContent).join('\\n'))
      """;

  private Path folder = Path.of("");

  @BeforeAll
  void writeTheBook(@TempDir Path folder) {
    this.folder = folder;
    Book.write(BookTest.BOOK, folder);
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
    BROWSER.tools().open(folder.resolve(page));
  }

  /** In light colours, with all that is folded away unfolded. */
  private void assertFitsANarrowScreenWithoutErrors(String page) throws Exception {
    BROWSER.tools().width(NARROW);
    BROWSER.tools().prefersDark(false);
    BROWSER.tools().complaints();
    open(page);
    BROWSER
        .tools()
        .eval("document.querySelectorAll('details').forEach(each => each.open = true); ''");

    String wider =
        BROWSER.tools().eval("String(document.documentElement.scrollWidth > innerWidth)");

    assertEquals("false", wider, "wider than %d pixels".formatted(NARROW));
    assertEquals("", BROWSER.tools().eval(CUT_OFF), "cut off at the right");
    assertEquals(List.of(), BROWSER.tools().complaints());
  }

  private void assertAccessible(String rules, String colours) throws Exception {
    assertEquals("", BROWSER.tools().eval(VIOLATIONS.formatted(rules)), colours);
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
    BROWSER.tools().eval(Assets.text(AXE) + "; ''");

    assertAccessible("", "light");
    BROWSER.tools().prefersDark(true);
    assertAccessible("runOnly: ['color-contrast'],", "dark");
  }

  @Test
  void withoutScriptsThereAreStillPicturesAndFormulas() throws Exception {
    BROWSER.tools().scripts(false);
    try {
      open(LESSON);
      String blank =
          """
          [...document.querySelectorAll('[role=group] img')].filter(image => !image.naturalWidth).length
          """;

      assertEquals("0", BROWSER.tools().eval("String(%s)".formatted(blank.strip())));
      assertTrue(Integer.parseInt(BROWSER.tools().eval("String(document.images.length)")) > 5);
      assertTrue(
          Integer.parseInt(
                  BROWSER.tools().eval("String(document.querySelectorAll('.katex').length)"))
              > 50);
    } finally {
      BROWSER.tools().scripts(true);
    }
  }

  @Test
  void theSwitchTurnsPageAndFiguresAndTheNextPageRemembers() throws Exception {
    BROWSER.tools().prefersDark(false);
    open(LESSON);
    BROWSER.tools().eval("document.querySelector('.switch').click(); ''");
    String figure =
        "new Promise(done => setTimeout(() => done(document.querySelector('.moments').style.colorScheme), 50))";

    assertEquals("dark", BROWSER.tools().eval(figure));
    assertEquals(
        "rgb(21, 24, 28)", BROWSER.tools().eval("getComputedStyle(document.body).backgroundColor"));
    open("symbols.html");
    assertEquals(
        "rgb(21, 24, 28)", BROWSER.tools().eval("getComputedStyle(document.body).backgroundColor"));
    BROWSER.tools().eval("document.querySelector('.switch').click(); ''");
  }

  @Test
  void theSearchFindsASectionByTheBeginningOfAWord() throws Exception {
    open("source/src-moments-optim-Adam.java.html");

    String first =
        BROWSER
            .tools()
            .eval(
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
        BROWSER
            .tools()
            .eval(
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
