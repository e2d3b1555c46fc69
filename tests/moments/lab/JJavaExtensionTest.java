package moments.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import moments.explore.Chart;
import moments.lesson.Exercise;
import moments.tensor.Tensor;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.BaseKernelBuilder;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** JJava's kernel without its Java: it looks for extensions as it starts. */
class JJavaExtensionTest {
  private final Display.Screen before =
      Display.attach(new Display.Screen(NotebookRenderers.ofNotebooks(), data -> {}, data -> {}));
  private final Plain kernel = new Builder().build();

  JJavaExtensionTest() {
    kernel.onStartup();
  }

  @AfterEach
  void restore() {
    kernel.onShutdown(false);
    Display.attach(before);
  }

  @Test
  void valuesOfCellsAreShownAsOurKernelShowsThem() {
    assertTrue(html(Table.create("t", IntColumn.create("n", 1))).startsWith("<table>"));
    assertTrue(html(Tensor.zeros(2)).contains("Tensor [2]"));
    String figure = html(Chart.of("t", "x", "y").line("f", new double[] {1, 2}).figure());
    assertTrue(figure.contains("kernelspecs/java/plotly.js"), figure);
    assertTrue(html(new Exercise("none").expect("1 + 1", 2, () -> 2, 0)).contains("✓"));
  }

  @Test
  void whatIsDisplayedArrivesInIt() {
    Display.display("hello");
    assertEquals("hello", kernel.shown.get(0).getData(MIMEType.TEXT_PLAIN));
  }

  private String html(Object value) {
    return String.valueOf(kernel.getRenderer().render(value).getData(MIMEType.TEXT_HTML));
  }

  private static final class Builder extends BaseKernelBuilder<Builder, Plain> {
    @Override
    public Plain build() {
      return new Plain(
          buildHistoryManager(),
          buildJupyterIO(UTF_8),
          buildCommManager(),
          buildRenderer(),
          new MagicParser("^%", "%%", buildMagicTranspiler()),
          buildMagicsRegistry(),
          buildErrorStyler());
    }
  }

  private static final class Plain extends BaseKernel {
    private final List<DisplayData> shown = new ArrayList<>();

    Plain(
        HistoryManager history,
        JupyterIO io,
        CommManager comms,
        Renderer renderer,
        MagicParser parser,
        MagicsRegistry magics,
        StringStyler styler) {
      super(
          "plain",
          "1",
          new LanguageInfo.Builder("Java").build(),
          List.of(),
          history,
          io,
          comms,
          renderer,
          parser,
          magics,
          true,
          styler);
    }

    @Override
    public void display(DisplayData data) {
      shown.add(data);
    }

    @Override
    public Object evalRaw(String code) {
      return code;
    }

    @Override
    public DisplayData inspect(String code, int at, boolean detailed) {
      return DisplayData.EMPTY;
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
      return new ReplacementOptions(List.of(), at, at);
    }

    @Override
    public String isComplete(String code) {
      return IS_COMPLETE_YES;
    }
  }
}
