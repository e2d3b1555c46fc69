package moments.lab;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import moments.train.Output;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** The screen where there is no notebook: text is printed, a figure becomes a page in a file. */
final class Console {
  private static final Path FOLDER = Path.of("target", "figures");
  private static final MIMEType TEXT = MIMEType.TEXT_PLAIN;
  private static final int ROWS = 50;

  /** The most letters in the name of a page. */
  private static final int LONGEST = 60;

  private final Map<String, Path> pages = new HashMap<>();

  private Console() {}

  static Display.Screen screen() {
    Console console = new Console();
    Renderer renderer = new Renderer();
    renderer
        .createRegistration(Table.class)
        .preferring(TEXT)
        .register((table, to) -> to.renderIfRequested(TEXT, () -> TerminalTable.text(table, ROWS)));
    renderer
        .createRegistration(Figure.class)
        .preferring(TEXT)
        .register(
            (figure, to) -> {
              FigureScript drawing = FigureScript.of(figure);
              to.getOutputContainer().putText(drawing.title());
              to.getOutputContainer().putHTML(drawing.page());
            });
    return new Display.Screen(renderer, console::show, console::update);
  }

  private void show(DisplayData data) {
    String text = Objects.toString(data.getData(TEXT), "");
    if (isPage(data)) {
      Path page = pageOf(text);
      pages.put(data.getDisplayId(), page);
      write(page, data);
      System.out.println(text + ": " + page);
    } else if (!text.isEmpty()) {
      System.out.println(text);
    }
  }

  /** A file that no other figure of this session uses. */
  private Path pageOf(String title) {
    String plain = Normalizer.normalize(title, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    String words = plain.replaceAll("[^\\p{L}\\d]+", "-");
    String name = words.substring(0, Math.min(LONGEST, words.length())).replaceAll("^-+|-+$", "");
    return IntStream.iterate(1, n -> n + 1)
        .mapToObj(n -> FOLDER.resolve(name + (n == 1 ? "" : "-" + n) + ".html"))
        .filter(page -> !pages.containsValue(page))
        .findFirst()
        .orElseThrow();
  }

  /** Only pages can be updated. */
  private void update(DisplayData data) {
    Path page = pages.get(data.getDisplayId());
    if (page != null && isPage(data)) {
      write(page, data);
    }
  }

  /** Other HTML has no text beside it, see {@link Display#render(Object, String...)}. */
  private static boolean isPage(DisplayData data) {
    return data.hasDataForType(MIMEType.TEXT_HTML) && !"".equals(data.getData(TEXT));
  }

  private static void write(Path page, DisplayData data) {
    Output.write(page, Objects.toString(data.getData(MIMEType.TEXT_HTML)));
  }
}
