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

/** A picture of a figure, made by a headless Chromium; about a second each. */
public final class FigureSnapshot {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome", "chrome.exe");
  private static final Pattern PRE = Pattern.compile("<pre>(data:image/[^<]*)</pre>");
  private static final String SVG = "data:image/svg+xml,";

  private static final int SECONDS = 30;

  private FigureSnapshot() {}

  /** The picture as the address of an image; empty where there is no Chromium or it fails. */
  public static Optional<String> of(FigureScript drawing) {
    String page = drawing.page() + "<script>%s</script>".formatted(FigureHtml.resource("still.js"));
    return chromium().flatMap(program -> picture(program, page)).map(FigureSnapshot::inBase64);
  }

  private static String inBase64(String address) {
    if (!address.startsWith(SVG)) {
      return address;
    }
    String svg = URLDecoder.decode(address.substring(SVG.length()).replace("+", "%2B"), UTF_8);
    return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(UTF_8));
  }

  private static Optional<String> picture(Path chromium, String html) {
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
        var found = PRE.matcher(Files.readString(dump));
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
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

  /** The Chromium on the path, or a relative of it. */
  public static Optional<Path> chromium() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
