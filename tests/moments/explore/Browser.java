package moments.explore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import moments.lab.FigureSnapshot;
import moments.plot.Plotly;
import tech.tablesaw.plotly.components.Figure;

/** A Chromium without a window, in which a script looks at a figure and at how it moves. */
record Browser(Path program, Path folder) {
  private static final int SECONDS = 60;

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <meta charset="utf-8">
      <body style="color: rgb(1, 2, 3)">
      <div id="place" style="width: 800px"></div>
      <script>%s</script>
      %s
      <script>
      const place = document.getElementById('place');
      const wait = ms => new Promise(done => setTimeout(done, ms));
      const until = async holds => {
        for (let i = 0; i < 400 && !holds(); i++) {
          await wait(50);
        }
      };
      (async () => { await wait(500); %s })()
        .catch(error => `failed: ${error}`)
        .then(result => fetch('/result', {method: 'POST', body: result}));
      </script>
      """;

  /** The one on the path, with a profile of its own in {@code folder}. */
  static Optional<Browser> find(Path folder) {
    return FigureSnapshot.chromium().map(program -> new Browser(program, folder));
  }

  /** What {@code script} returns, which may await; the figure is in the element {@code place}. */
  String run(Figure figure, String script) throws IOException, InterruptedException {
    byte[] page =
        PAGE.formatted(Plotly.source(), figure.asJavascript("place"), script).getBytes(UTF_8);
    BlockingQueue<String> results = new ArrayBlockingQueue<>(1);
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(anyPort, 0);
    server.createContext("/", exchange -> answer(exchange, page));
    server.createContext(
        "/result",
        exchange -> {
          results.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          answer(exchange, new byte[0]);
        });
    server.start();
    Process process = start("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    try {
      String result = results.poll(SECONDS, TimeUnit.SECONDS);
      if (result == null) {
        throw new IOException("the page gave no result within %d seconds".formatted(SECONDS));
      }
      return result;
    } finally {
      process.destroy();
      process.waitFor(SECONDS, TimeUnit.SECONDS);
      server.stop(0);
    }
  }

  private Process start(String url) throws IOException {
    return new ProcessBuilder(
            program.toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--remote-debugging-port=0", // or it would end when the page has loaded
            "--user-data-dir=" + folder.resolve("profile"),
            "--window-size=900,900",
            url)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
