package moments.plot;

import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A trace that one click in the legend hides together with the others of its group, and that is
 * {@code silent} under the mouse if so wished: two properties of Plotly that jsplot does not write.
 */
record Linked(ScatterTrace trace, int group, boolean silent) implements Trace {
  @Override
  public String asJavascript(int i) {
    return trace.asJavascript(i)
        + "trace%d.legendgroup = 'group%d';\n".formatted(i, group)
        + (silent ? "trace%d.hoverinfo = 'skip';\n".formatted(i) : "");
  }

  @Override
  public String name() {
    return trace.name();
  }

  @Override
  public HoverLabel hoverLabel() {
    return trace.hoverLabel();
  }

  @Override
  public boolean showLegend() {
    return trace.showLegend();
  }
}
