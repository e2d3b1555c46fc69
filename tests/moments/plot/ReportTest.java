package moments.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import moments.train.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ReportTest {
  private static final String BAD = "<img src=x onerror=alert(1)> & </script>";

  private final Path folder;

  ReportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void holdsEverythingItShows() throws Exception {
    String page = page("A notice.", "sgd", "momentum", "adam");
    for (String expected :
        List.of(
            "<h1>Adam or SGD?</h1>",
            "<p class=\"notice\">A notice.</p>",
            "<td>momentum</td><td>40.0\u00a0%</td>",
            "<p class=\"closing\">SGD got 40 % where Adam got 40 %.</p>",
            "name: 'SGD'",
            "name: 'SGD + momentum'",
            "name: 'Adam'",
            "Plotly.newPlot(target_figure4,",
            "<dt>Machine</dt><dd>2 cores</dd>",
            "<noscript>")) {
      assertTrue(page.contains(expected), expected);
    }
  }

  @Test
  void aNumberStaysWithItsUnitAndItsErrorWhereTheScreenIsNarrow() throws Exception {
    Path file = folder.resolve("tables.html");
    Table more =
        Table.create("More", StringColumn.create("at 10 %", List.of("SGD + momentum 5.0 ± 0.1")));
    Table summary = Table.create("Summary");
    new Report("A title", "", summary, "", List.of(), List.of(more), Map.of()).write(file);
    String page = Files.readString(file);
    for (String expected :
        List.of("<th>at\u00a010\u00a0%</th>", "<td>SGD + momentum\u00a05.0 ±\u00a00.1</td>")) {
      assertTrue(page.contains(expected), expected);
    }
  }

  @Test
  void loadsNothingAndForbidsLoading() throws Exception {
    String page = page("", "adam");
    String own = page.replace(Plotly.source(), "");
    assertTrue(own.length() < 40_000, "the library is there more than once");
    assertTrue(own.contains("content=\"default-src 'none'; script-src 'unsafe-inline'; style-src"));
    assertFalse(own.contains("http:"));
    assertFalse(own.contains("https:"));
    assertFalse(own.contains(" src="));
    assertFalse(own.contains("<link"));
    assertFalse(own.contains("@import"));
    assertFalse(own.contains("class=\"notice\"><"), "an empty notice leaves no box");
  }

  @Test
  void textIsEscapedWhereverItComesFrom() throws Exception {
    History history = Samples.of(2, BAD);
    Path file = folder.resolve("index.html");
    new Report(BAD, BAD, summary(BAD), BAD, Curves.all(history.table()), Map.of(BAD, BAD))
        .write(file);
    String page = Files.readString(file);
    assertFalse(page.contains("<img"));
    assertTrue(page.contains("<h1>&lt;img src=x onerror=alert(1)&gt; &amp; &lt;/script&gt;</h1>"));
    assertEquals(count(page, "<script>"), count(page, "</script>"));
  }

  private String page(String notice, String... optimizers) throws Exception {
    History history = Samples.of(1, optimizers);
    Path file = folder.resolve("out/index.html");
    new Report(
            "Adam or SGD?",
            notice,
            summary(optimizers),
            "SGD got 40 % where Adam got 40 %.",
            Curves.all(history.table()),
            Map.of("Machine", "2 cores"))
        .write(file);
    return Files.readString(file);
  }

  private static Table summary(String... optimizers) {
    StringColumn accuracy = StringColumn.create("test accuracy");
    for (int i = 0; i < optimizers.length; i++) {
      accuracy.append("40.0 %");
    }
    return Table.create("At the end", StringColumn.create("optimizer", optimizers), accuracy);
  }

  private static long count(String page, String tag) {
    return Pattern.compile(tag, Pattern.LITERAL).matcher(page).results().count();
  }
}
