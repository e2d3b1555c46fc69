package moments.lab;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.UUID;
import org.apache.commons.text.StringEscapeUtils;
import tech.tablesaw.plotly.components.Figure;

/** A progress bar, a text and a figure below a cell, all updated in place. */
final class LivePlot {
  private static final String HTML =
      """
      <progress max="%d" value="%d" style="width: 100%%"></progress>
      <pre>%s</pre>
      <div id="%s" style="min-height: 450px"></div>
      <pre>%s</pre>
      <script>
      (function () {
        %s
        %s
      })();
      </script>""";

  private final String place = "live_" + UUID.randomUUID().toString().replace("-", "");
  private final String id = Display.display(new DisplayData(""));

  /**
   * Shows step {@code step} of {@code steps}, what happens {@code now} and what is {@code past}.
   */
  void update(long step, long steps, String now, Figure figure, String past) {
    String script =
        FigureScript.of(figure).script(place + "_plot").replace("Plotly.newPlot(", "show(");
    String live =
        FigureHtml.resource("live.js")
            .replace("PLACE", place)
            .replace("STEPS", Long.toString(steps))
            .replace("FIGURE", script);
    DisplayData data = new DisplayData("");
    data.putHTML(
        HTML.formatted(steps, step, escape(now), place, escape(past), live, FigureHtml.LOAD));
    Display.updateDisplay(id, data);
  }

  /** Replaces everything by {@code text}. */
  void end(String text) {
    Display.updateDisplay(id, new DisplayData(text));
  }

  private static String escape(String text) {
    return StringEscapeUtils.escapeHtml4(text);
  }
}
