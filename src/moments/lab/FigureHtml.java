package moments.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure in a notebook: a place with a picture or a sentence in it, and a script that draws the
 * interactive figure there where scripts may run.
 *
 * <p>plotly.js comes once a page: it may be there already, else the Jupyter server hands it out of
 * the folder of this kernel's spec. No RequireJS and no network.
 */
final class FigureHtml {
  /** With any value, each figure gets a still picture, for where scripts may not run. */
  static final String STILLS = "MOMENTS_STILLS";

  private static final String HTML =
      """
      <div id="%1$s" style="min-height: 450px">%2$s</div>
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

  /** Fetches the library and calls draw. */
  private static final String LOAD = resource("load.js");

  private FigureHtml() {}

  static String of(Figure figure) {
    String id = "figure" + UUID.randomUUID().toString().replace("-", "");
    String script = script(figure, id);
    String still =
        System.getenv(STILLS) == null
            ? "<p>This figure shows when the notebook is trusted or its cells are run.</p>"
            : StillPicture.of(id, script)
                .orElse(
                    "<p>A figure, interactive when the cells are run. No Chromium was found"
                        + " to make a picture of it.</p>");
    return HTML.formatted(id, still, script, LOAD);
  }

  /** Tablesaw's script without its element. */
  private static String script(Figure figure, String id) {
    return figure.asJavascript(id).replaceAll("(?i)</?script[^>]*>", "").strip();
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(FigureHtml.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
