package moments.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.ArrayList;
import java.util.List;
import moments.explore.Chart;
import moments.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** A kernel that knows nothing of Moments, as IJava does, once its startup script has run. */
class GuestKernelTest {
  private final Plain kernel = new Plain();
  private final Display.Screen before =
      Display.attach(new Display.Screen(kernel.getRenderer(), data -> {}, data -> {}));

  @AfterEach
  void restore() {
    Display.attach(before);
  }

  @Test
  void valuesOfCellsAreShownAsOurKernelShowsThem() {
    Display.attach(kernel);
    assertTrue(html(Table.create("t", IntColumn.create("n", 1))).startsWith("<table>"));
    assertTrue(html(Tensor.zeros(2)).contains("Tensor [2]"));
    String figure = html(Chart.of("t", "x", "y").line("f", new double[] {1, 2}).figure());
    assertTrue(figure.contains("kernelspecs/java/plotly.js"), figure);
  }

  @Test
  void whatIsDisplayedArrivesInIt() {
    Display.attach(kernel);
    Display.display("hello");
    assertEquals("hello", kernel.shown.get(0).getData(MIMEType.TEXT_PLAIN));
  }

  @Test
  void aRendererOfOurOwnKnowsTextToo() {
    DisplayData data = NotebookRenderers.ofNotebooks().renderAs("<b>1</b>", "text/html");
    assertEquals("<b>1</b>", data.getData(MIMEType.TEXT_HTML));
  }

  private String html(Object value) {
    return (String) kernel.getRenderer().render(value).getData(MIMEType.TEXT_HTML);
  }

  private static final class Plain extends BaseKernel {
    private final List<DisplayData> shown = new ArrayList<>();

    @Override
    public void display(DisplayData data) {
      shown.add(data);
    }

    @Override
    public DisplayData eval(String code) {
      return new DisplayData(code);
    }

    @Override
    public LanguageInfo getLanguageInfo() {
      return new LanguageInfo.Builder("Java").build();
    }
  }
}
