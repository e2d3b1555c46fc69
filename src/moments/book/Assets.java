package moments.book;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moments.plot.Plotly;
import org.apache.commons.io.IOUtils;

/** The files that all pages share: styles, scripts, fonts. */
final class Assets {
  static final String KATEX = "/META-INF/resources/webjars/katex/0.16.4/dist/";

  private static final String LUNR = "/META-INF/resources/webjars/lunr/2.3.9/lunr.min.js";

  private static final Pattern FONT =
      Pattern.compile("url\\((fonts/[\\w-]+\\.woff2)\\)([^,}]*)[^}]*");

  private Assets() {}

  /** The content of each file by its name. */
  static Map<String, String> all() {
    return Map.of(
        "assets/book.css", text("book.css"),
        "assets/katex.css", formulaStyle(),
        "assets/theme.js", text("theme.js"),
        "assets/book.js", text("book.js"),
        "assets/search.js", text("search.js"),
        "assets/lunr.js", text(LUNR),
        "assets/plotly.js", Plotly.source());
  }

  /** With the fonts in it: on a page from a disk, Firefox loads no fonts from files. */
  private static String formulaStyle() {
    return FONT.matcher(text(KATEX + "katex.min.css"))
        .replaceAll(
            font -> {
              String data = Base64.getEncoder().encodeToString(bytes(KATEX + font.group(1)));
              return Matcher.quoteReplacement(
                  "url(data:font/woff2;base64,%s)%s".formatted(data, font.group(2)));
            });
  }

  /** A file beside this class, or of a library. */
  static String text(String resource) {
    return new String(bytes(resource), UTF_8);
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      return IOUtils.toByteArray(Objects.requireNonNull(in, resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
