package moments.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** A picture of a Plotly figure, made by a Chromium without a window; about a second each. */
public final class StillPicture {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome", "chrome.exe");
  private static final Pattern SVG = Pattern.compile("<pre>data:image/svg\\+xml,([^<]*)</pre>");
  private static final int SECONDS = 30;

  private static final String SNAPSHOT =
      """
      <script>
      var figure = document.getElementById("figure");
      var layout = Object.assign({}, figure.layout, {paper_bgcolor: "white"});
      var picture = {format: "svg", width: 800, height: layout.height || 450};
      Plotly.toImage({data: figure.data, layout: layout}, picture)
        .then(function (url) { document.body.innerHTML = "<pre>" + url + "</pre>"; });
      </script>
      """;

  private StillPicture() {}

  /** The picture as SVG in base 64; empty where there is no Chromium or it fails. */
  public static Optional<String> of(Drawing drawing) {
    String page = drawing.page() + SNAPSHOT;
    return chromium()
        .flatMap(program -> svg(program, page))
        .map(svg -> Base64.getEncoder().encodeToString(svg.getBytes(UTF_8)));
  }

  private static Optional<String> svg(Path chromium, String html) {
    try {
      Path folder = Files.createTempDirectory("moments-still");
      try {
        Path page = Files.writeString(folder.resolve("page.html"), html);
        Path dump = folder.resolve("dump.html");
        Process process =
            new ProcessBuilder(
                    chromium.toString(),
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--user-data-dir=" + folder.resolve("profile"),
                    "--virtual-time-budget=15000",
                    "--dump-dom",
                    page.toUri().toString())
                .redirectOutput(dump.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return Optional.empty();
        }
        var found = SVG.matcher(Files.readString(dump));
        return found.find()
            ? Optional.of(URLDecoder.decode(found.group(1).replace("+", "%2B"), UTF_8))
            : Optional.empty();
      } finally {
        FileUtils.deleteQuietly(folder.toFile());
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<Path> chromium() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
