package moments.plot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.commons.io.IOUtils;

/** The plotly.js library, loaded from the class path and never from the network. */
public final class Plotly {
  private static final String BUNDLE =
      "/META-INF/resources/webjars/plotly.js/1.54.1/dist/plotly-cartesian.min.js";

  private Plotly() {}

  /** The library's source, about 1 MB, safe to put into a script element. */
  public static String source() {
    return script(BUNDLE);
  }

  /** A script from the class path, with whatever would end a script element early escaped. */
  public static String script(String resource) {
    return text(resource).replaceAll("<(?i)(/script|!--)", "\\\\x3c$1");
  }

  static String text(String resource) {
    try (InputStream in = Plotly.class.getResourceAsStream(resource)) {
      return IOUtils.toString(Objects.requireNonNull(in, resource), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
