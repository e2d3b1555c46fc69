package moments.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import moments.train.History.Point;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class HistoryTest {
  private static final String HEADER =
      "optimizer,seed,epoch,step,images,seconds,train_loss,test_loss,test_accuracy";
  private static final Point FIRST =
      new Point("sgd", 1, 1, 1000, 4000, 1.5, 2.3025850929, 2.29, 0.1234);
  private static final Point SECOND =
      new Point("sgd", 1, 2, 2000, 8000, 3.25, 1e-3, Double.NaN, 0.5);
  private static final Point OTHER =
      new Point("adam", -7, 1, 1000, 4000, 1234.5678, Double.POSITIVE_INFINITY, 1e10, 1);

  private final Path folder;
  private final Locale locale = Locale.getDefault();

  HistoryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(locale);
  }

  @Test
  void theCsvIsTheSameInEveryLocale() throws Exception {
    String expected =
        HEADER
            + "\nsgd,1,1,1000,4000,1.500,2.302585,2.290000,0.1234"
            + "\nsgd,1,2,2000,8000,3.250,0.001000,,0.5000"
            + "\nadam,-7,1,1000,4000,1234.568,Infinity,10000000000.000000,1.0000\n";
    for (String tag : List.of("en-US", "de-DE", "ar-EG-u-nu-arab")) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      sample().writeCsv(folder.resolve("history.csv"));
      assertEquals(expected, Files.readString(folder.resolve("history.csv")));
    }
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    Path file = folder.resolve("history.csv");
    Path again = folder.resolve("again.csv");
    sample().writeCsv(file);
    History.readCsv(file).writeCsv(again);
    assertEquals(Files.readString(file), Files.readString(again));
  }

  @Test
  void aFileOfAnotherFormIsRefused() throws Exception {
    Path file = folder.resolve("history.csv");
    Files.writeString(file, "seed,epoch\n");
    assertEquals(
        "%s is damaged: the columns are [seed, epoch], expected [%s]"
            .formatted(file, HEADER.replace(",", ", ")),
        assertThrows(IllegalArgumentException.class, () -> History.readCsv(file)).getMessage());
    Files.writeString(file, HEADER + "\nsgd,1,1,10,40,1.5,2.3,2.2,0.1\nsgd,1,1,x,80,3,2,2,0.2\n");
    assertEquals(
        file + " is damaged: in line 3, For input string: \"x\"",
        assertThrows(IllegalArgumentException.class, () -> History.readCsv(file)).getMessage());
  }

  @Test
  void tablesawReadsTheFile() throws Exception {
    Path file = folder.resolve("history.csv");
    sample().writeCsv(file);
    Table read = Table.read().csv(file.toFile());
    assertEquals(HEADER, String.join(",", read.columnNames()));
    assertEquals(3, read.rowCount());
    assertTrue(read.doubleColumn("test_loss").isMissing(1));
    assertEquals(0.1234, read.doubleColumn("test_accuracy").getDouble(0));
  }

  @Test
  void theTableHasTheColumnsOfTheCsv() {
    Table table = sample().table();
    assertEquals(HEADER, String.join(",", table.columnNames()));
    assertEquals(3, table.rowCount());
    assertEquals("adam", table.stringColumn("optimizer").get(2));
    assertEquals(-7, table.longColumn("seed").getLong(2));
    assertTrue(table.doubleColumn("test_loss").isMissing(1));
    assertEquals(0.5, table.doubleColumn("test_accuracy").getDouble(1));
  }

  @Test
  void anEmptyHistoryHasATableToo() throws Exception {
    History empty = new History();
    assertEquals(HEADER, String.join(",", empty.table().columnNames()));
    empty.writeCsv(folder.resolve("history.csv"));
    assertEquals(HEADER + "\n", Files.readString(folder.resolve("history.csv")));
  }

  @Test
  void refusesWhatWouldSpoilTheFile() {
    assertEquals(
        "History.Point: expected an optimizer name without comma, quote, backslash or line break,"
            + " got \"a,b\"",
        assertThrows(IllegalArgumentException.class, () -> point("a,b")).getMessage());
    assertThrows(IllegalArgumentException.class, () -> point("a\nb"));
    assertThrows(IllegalArgumentException.class, () -> point(""));
  }

  private static Point point(String optimizer) {
    return new Point(optimizer, 1, 1, 1, 4, 0.1, 2.3, 2.3, 0.5);
  }

  private static History sample() {
    History history = new History();
    history.add(FIRST);
    history.add(SECOND);
    history.add(OTHER);
    return history;
  }
}
