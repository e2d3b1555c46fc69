package moments.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import moments.plot.Plotly;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tech.tablesaw.plotly.components.Figure;

/** One browser for the tests of a class; those that use it are left out where there is none. */
public final class Chromium implements AfterAllCallback {
  private static final int WIDTH = 900;

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <meta charset="utf-8">
      <body style="color: rgb(1, 2, 3)">
      <div id="place" style="width: 800px"></div>
      <script>%s</script>
      %s
      """;

  private static final String SCRIPT =
      """
      (async () => {
        const place = document.getElementById('place');
        const wait = ms => new Promise(done => setTimeout(done, ms));
        const until = async holds => {
          for (let i = 0; i < 400 && !holds(); i++) {
            await wait(50);
          }
        };
        await wait(500);
        %s
      })()
      """;

  private Optional<DevTools> running = Optional.empty();

  /** The browser, with a page to be opened in it; started by the first who asks. */
  public DevTools tools() throws IOException, InterruptedException {
    if (running.isEmpty()) {
      running = DevTools.start();
      Assumptions.assumeTrue(running.isPresent(), "no Chromium on the path");
    }
    return running.orElseThrow();
  }

  /** What {@code script} returns, which may await; the figure is in the element {@code place}. */
  public String run(Figure figure, String script) throws IOException, InterruptedException {
    Path page = Files.createTempFile("moments-figure", ".html");
    try {
      Files.writeString(page, PAGE.formatted(Plotly.source(), figure.asJavascript("place")));
      tools().width(WIDTH);
      tools().open(page);
      return tools().eval(SCRIPT.formatted(script));
    } finally {
      Files.delete(page);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    if (running.isPresent()) {
      running.get().close();
    }
  }
}
