package moments.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.IOUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a cell is or does, a reply comes, and the next cell runs. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OddCellsTest extends KernelSession {
  private static final long PATIENCE_MILLIS = 1_000;

  /** {@code odd-cells.txt} has a cell on each line; these are too long for it. */
  private static Stream<String> longCells() {
    String sum = String.join(" + ", IntStream.range(0, 3_000).mapToObj(i -> "one()").toList());
    return Stream.of(
        "int one() { return 1; } " + sum,
        String.join(" + ", IntStream.range(0, 3_000).mapToObj(i -> "\"a\" + one()").toList()),
        "(".repeat(2_000) + "1" + ")".repeat(2_000),
        "(".repeat(2_000) + "1",
        "\"" + "x".repeat(70_000) + "\"",
        "String longest = \"" + "x".repeat(70_000) + "\";",
        "void f() { String s = \"" + "ä".repeat(40_000) + "\"; }",
        "void g() { int i = 0; " + "i++;".repeat(30_000) + " }",
        "new int[]" + "[]".repeat(200) + "{}",
        "{".repeat(500) + "}".repeat(500));
  }

  @Test
  void everyCellHasAReplyAndTheNextOneRuns() throws Exception {
    List<String> cells = new ArrayList<>();
    try (InputStream in = OddCellsTest.class.getResourceAsStream("odd-cells.txt")) {
      IOUtils.toString(Objects.requireNonNull(in), UTF_8).lines().forEach(cells::add);
    }
    longCells().forEach(cells::add);
    assertTrue(cells.size() >= 200, () -> cells.size() + " cells");

    PrintStream out = System.out;
    PrintStream err = System.err;
    Locale locale = Locale.getDefault();
    try {
      for (String cell : cells) {
        // As the kernel does for each cell.
        System.setOut(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
        System.setErr(System.out);
        String reply = reply(cell);
        assertFalse(reply.isEmpty(), cell);
        assertEquals("2", reply("1 + 1"), () -> "after " + cell + "\n" + reply);
      }
    } finally {
      System.setOut(out);
      System.setErr(err);
      Locale.setDefault(locale);
      Thread.setDefaultUncaughtExceptionHandler(null);
    }
  }

  /** The value or the report; after a while the cell is interrupted. */
  private static String reply(String cell) throws InterruptedException {
    List<String> replies = new ArrayList<>();
    Thread shell =
        new Thread(
            () -> {
              try {
                DisplayData value = kernel.eval(cell);
                replies.add(
                    value == null ? "-" : Objects.toString(value.getData(MIMEType.TEXT_PLAIN)));
              } catch (CellException e) {
                replies.add(String.join("\n", e.report()));
              }
            });
    shell.setDaemon(true);
    shell.start();
    shell.join(PATIENCE_MILLIS);
    if (shell.isAlive()) {
      kernel.interrupt();
    }
    shell.join(20_000);
    return String.join("\n", replies);
  }
}
