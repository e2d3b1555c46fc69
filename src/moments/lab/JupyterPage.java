package moments.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import moments.plot.Plotly;
import moments.train.Output;

/** The HTML page that nbconvert makes of a notebook. */
public final class JupyterPage {
  private JupyterPage() {}

  /** Where the page of {@code notebook} is. */
  public static Path beside(Path notebook) {
    String file = String.valueOf(notebook.getFileName());
    return notebook.resolveSibling(file.replaceFirst("\\.ipynb$", "") + ".html");
  }

  /** Puts plotly.js into {@code page}, so that its figures are interactive without a server. */
  public static void addPlotly(Path page) {
    try {
      String html = Files.readString(page);
      int head = html.indexOf("<head>") + "<head>".length();
      // As in load.js: without define, RequireJS in the page does not swallow it.
      String script = "<script>(function(define, module, exports, MathJax){%s\n})();</script>";
      Output.write(
          page,
          html.substring(0, head) + script.replace("%s", Plotly.source()) + html.substring(head));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + page, e);
    }
  }
}
