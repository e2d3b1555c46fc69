package moments.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final Pattern PRE = Pattern.compile("<pre>(data:image/png[^<]*)</pre>");
  private static final int SECONDS = 30;

  private FigureSnapshot() {}

  /** The picture as the address of an image; empty where there is no Chromium or it fails. */
  public static Optional<String> of(FigureScript drawing) {
    String page = drawing.page() + "<script>%s</script>".formatted(FigureHtml.resource("still.js"));
    return chromium().flatMap(program -> picture(program, page)).map(SmallPng::of);
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
