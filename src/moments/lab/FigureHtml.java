package moments.lab;

import static java.util.stream.Collectors.toMap;
import static org.apache.commons.text.StringEscapeUtils.escapeHtml4;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure in a notebook: an element that holds a picture or a sentence, and a script that draws
 * the interactive figure there wherever scripts may run.
 *
 * <p>plotly.js is loaded once a page: it may be there already, or else the Jupyter server serves it
 * from the folder of this kernel's spec. This needs neither RequireJS nor a network.
 */
public final class FigureHtml {
  /** With any value, each figure gets a still picture, for where scripts may not run. */
  static final String STILLS = "MOMENTS_STILLS";

  private static final String HTML =
      """
      <div id="%1$s" role="group" aria-label="%5$s">%2$s</div>
      <script>
      (function () {
        function draw() {
          var place = document.getElementById("%1$s");
          if (!place) { return; }
          place.replaceChildren();
          %3$s
        }
        %4$s
      })();
      </script>""";

  /** Fetches plotly.js and calls draw. */
  static final String LOAD = resource("load.js");

  /** Draws at once: what needs no library can do without a server. */
  private static final String DRAW = "draw();";

  private static final String PICTURE =
      "<img data-figure=\"%s\" alt=\"%s\" width=\"800\" style=\"max-width: 100%%; height: auto\" src=\"%s\">";
  private static final Pattern KEPT =
      Pattern.compile("data-figure=\\W+(\\w+)[^>]+src=\\W+(data:image/png;base64,[\\w+/=]+)");

  private final Function<FigureScript, Optional<String>> pictures;
  private final Map<String, Integer> seen = new HashMap<>();

  /**
   * Figures of one notebook.
   *
   * @param pictures the picture of a figure, an address with all its data
   */
  public FigureHtml(Function<FigureScript, Optional<String>> pictures) {
    this.pictures = pictures;
  }

  /** For the kernel: with pictures only if {@link #STILLS} is set. */
  static FigureHtml ofKernel() {
    return new FigureHtml(
        System.getenv(STILLS) == null ? drawing -> Optional.empty() : FigureSnapshot::of);
  }

  /** The pictures in {@code notebook} by the hash of their drawing. */
  public static Map<String, String> picturesIn(String notebook) {
    return KEPT.matcher(notebook)
        .results()
        .collect(toMap(found -> found.group(1), found -> found.group(2), (a, b) -> a));
  }

  String of(Figure figure) {
    FigureScript drawing = FigureScript.of(figure);
    int time = seen.merge(drawing.hash(), 1, Integer::sum);
    String id = "figure_%s_%d".formatted(drawing.hash(), time);
    String title = escapeHtml4(drawing.title());
    String still =
        pictures
            .apply(drawing)
            .map(
                address ->
                    PICTURE.formatted(drawing.hash(), escapeHtml4(drawing.description()), address))
            .orElse("<p>Run this cell to see the figure.</p>");
    String load = drawing.usesPlotly() ? LOAD : DRAW;
    return HTML.formatted(id, still, drawing.script(id), load, title);
  }

  static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(FigureHtml.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
