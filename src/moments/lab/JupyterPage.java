package moments.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moments.plot.Plotly;
import moments.train.Output;

/** The HTML page that nbconvert makes of a notebook. */
public final class JupyterPage {
  private static final String PLOTLY =
      "<script>(function(define, module, exports, MathJax){%s\n})();</script>";

  private static final String MATHJAX_SOURCE =
      "/META-INF/resources/webjars/mathjax/3.2.2/es5/tex-svg.js";
  private static final String MATHJAX =
      """
      <script>
      MathJax = {tex: {inlineMath: [["$", "$"]], processEscapes: true, tags: "ams"}};
      </script>
      <script>%s</script>
      """;

  /** As nbconvert has it, from a server. */
  private static final Pattern REMOTE_MATHJAX =
      Pattern.compile("(?s)<!-- Load mathjax -->.*?<!-- End of mathjax configuration -->");

  private JupyterPage() {}

  /** Where the page of {@code notebook} is. */
  public static Path beside(Path notebook) {
    String file = String.valueOf(notebook.getFileName());
    return notebook.resolveSibling(file.replaceFirst("\\.ipynb$", "") + ".html");
  }

  /**
   * Puts plotly.js and MathJax into {@code page}, so that figures and formulas show without a
   * network, dark colours for readers who prefer them, and room for wide cells on narrow screens.
   */
  public static void complete(Path page) {
    try {
      String html = Files.readString(page);
      int head = html.indexOf("<head>") + "<head>".length();
      String style = "<style>\n%s</style>\n</head>".formatted(FigureHtml.resource("page.css"));
      String formulas = MATHJAX.formatted(Plotly.script(MATHJAX_SOURCE));
      Output.write(
          page,
          html.substring(0, head)
              // As in load.js: without define, RequireJS in the page does not swallow it.
              + PLOTLY.formatted(Plotly.source())
              + REMOTE_MATHJAX
                  .matcher(html.substring(head))
                  .replaceFirst(Matcher.quoteReplacement(formulas))
                  .replaceFirst("</head>", Matcher.quoteReplacement(style)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + page, e);
    }
  }
}
