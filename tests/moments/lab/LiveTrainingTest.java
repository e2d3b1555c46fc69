package moments.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import moments.data.Cifar10;
import moments.data.DataLoader;
import moments.nn.Nets;
import moments.nn.Sequential;
import moments.optim.Sgd;
import moments.plot.Curves.Quantity;
import moments.train.Trainer;
import moments.train.Trainer.End;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveTrainingTest {
  private final Cifar10 sample = Cifar10.sample();
  private final List<DisplayData> shown = new ArrayList<>();
  private final List<DisplayData> updates = new ArrayList<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final LiveTraining live = new LiveTraining(Quantity.TEST_ACCURACY);
  private final Display.Screen before = Display.attach(Display.CONSOLE);

  @BeforeEach
  void catchWhatIsPrinted() {
    System.setOut(new PrintStream(printed, true, UTF_8));
  }

  @AfterEach
  void putBack() {
    System.setOut(out);
    Display.attach(before);
    Thread.interrupted();
  }

  @Test
  void inANotebookCurvesGrowAndTextRemains() {
    notebook();
    assertEquals(End.FINISHED, live.run("sgd", 1, trainer(), 2).end());
    live.figure();
    assertEquals(1, shown.size());
    String first = html(updates.get(0));
    assertTrue(first.contains("<progress max=\"6\" value=\"1\""), first);
    assertTrue(first.contains("<pre>SGD             step 1 of 6   loss 2.3"), first);
    assertTrue(first.contains("layout.xaxis.range = [0, 6]"), first);
    assertTrue(first.contains("show(target_live_"), first);
    assertFalse(first.contains("Plotly.newPlot"), first);
    DisplayData last = updates.get(updates.size() - 1);
    assertFalse(last.hasDataForType(MIMEType.TEXT_HTML));
    List<String> lines = text(last).lines().toList();
    assertEquals(2, lines.size());
    assertTrue(
        lines.get(1).startsWith("SGD             epoch 2   training loss 2.3"), lines.get(1));
    assertEquals("", printed.toString(UTF_8));
  }

  @Test
  void updatesAreAQuarterOfASecondApart() {
    notebook();
    long start = System.nanoTime();
    live.run("sgd", 1, trainer(), 40);
    double seconds = (System.nanoTime() - start) / 1e9;
    assertTrue(updates.size() <= 1 + 4 * seconds, updates.size() + " in " + seconds);
  }

  @Test
  void elsewhereThereIsALineForEachEpoch() {
    live.run("adam", 1, trainer(), 2);
    List<String> lines = printed.toString(UTF_8).lines().toList();
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(
        lines.get(0).startsWith("Adam            epoch 1   training loss 2.3"), lines.get(0));
    assertEquals(0, shown.size());
  }

  @Test
  void anInterruptEndsThisRunAndThoseThatFollowAndKeepsWhatIsThere() {
    live.run("sgd", 1, trainer(), 1);
    Trainer second = trainer();
    second.listen(
        (step, loss) -> {
          if (step == 2) {
            Thread.currentThread().interrupt();
          }
        });
    assertEquals(
        new Trainer.Result(End.INTERRUPTED, 2, Double.NaN), live.run("adam", 1, second, 1));
    assertEquals(End.INTERRUPTED, live.run("momentum", 1, trainer(), 1).end());
    assertTrue(printed.toString(UTF_8).contains("Adam: interrupted at step 2\n"));
    assertEquals(1, live.history().points().size());
    assertTrue(FigureScript.of(live.figure()).template().contains("SGD"));
  }

  private void notebook() {
    Display.attach(new Display.Screen(new Renderer(), shown::add, updates::add));
  }

  private Trainer trainer() {
    Sequential net = Nets.tutorial(1);
    DataLoader train = new DataLoader(sample.train().limit(12), 4, 1);
    DataLoader test = DataLoader.inOrder(sample.test().limit(20), 20);
    return new Trainer(net, new Sgd(net.parameters(), 0.001), train, test);
  }

  private static String html(DisplayData data) {
    return Objects.toString(data.getData(MIMEType.TEXT_HTML));
  }

  private static String text(DisplayData data) {
    return Objects.toString(data.getData(MIMEType.TEXT_PLAIN));
  }
}
