package moments.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import moments.lab.PrintBatches.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PrintBatchesTest {
  private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
  private final PrintBatches prints =
      new PrintBatches((channel, text) -> messages.add(channel + " " + text));
  private final PrintStream out = prints.stream(Channel.OUT);
  private final PrintStream err = prints.stream(Channel.ERR);

  @Test
  void fiveThousandLinesArriveInFewMessages() {
    long start = System.nanoTime();
    for (int i = 0; i < 5_000; i++) {
      out.println("line " + i);
    }
    prints.flush();
    long ticks = (System.nanoTime() - start) / (PrintBatches.MILLIS * 1_000_000L);

    String expected =
        IntStream.range(0, 5_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
    String all = messages.stream().map(m -> m.substring(4)).collect(Collectors.joining());
    assertEquals(expected, all.strip().replace("\r", ""));
    assertTrue(messages.size() <= 2 + ticks, () -> messages.size() + " messages");
  }

  @Test
  void outAndErrKeepTheirOrder() {
    out.print("a");
    out.print("b");
    err.print("c");
    out.print("d");
    prints.flush();
    assertEquals(List.of("OUT ab", "ERR c", "OUT d"), messages);
  }

  @Test
  void whatWaitsGoesWithoutBeingAskedFor() throws Exception {
    Thread printer = new Thread(() -> out.print("from a thread, ä and 😀"));
    printer.start();
    printer.join();
    while (messages.isEmpty()) {
      Thread.sleep(5);
    }
    assertEquals(List.of("OUT from a thread, ä and 😀"), messages);
  }

  @Test
  void aLotGoesAtOnce() {
    out.print("x".repeat(PrintBatches.MOST_BYTES));
    assertEquals(PrintBatches.MOST_BYTES, messages.stream().mapToInt(m -> m.length() - 4).sum());
  }

  @Test
  void aStreamThatIsClosedStillPrints() {
    out.close();
    out.print("still");
    prints.flush();
    assertEquals(List.of("OUT still"), messages);
  }
}
