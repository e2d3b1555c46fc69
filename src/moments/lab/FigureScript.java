package moments.lab;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;
import moments.plot.Plotly;
import org.apache.commons.codec.digest.DigestUtils;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure as the script that draws it, the same for the same figure on every JDK.
 *
 * @param hash tells figures apart
 * @param template the script, with {@link #PLACE} for the id of the element that it draws into
 */
public record FigureScript(String hash, String template) {
  private static final String PLACE = "FIGURE_PLACE";
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <title>Figure</title>
      <div id="figure"></div>
      <script>%s</script>
      <script>%s</script>
      """;

  private static final int HASH_DIGITS = 12;

  /** More digits than a picture shows; the last ones differ from JDK to JDK. */
  private static final Pattern LONG_NUMBER =
      Pattern.compile(
          "(?<![\\w.])\\d+\\.\\d{7,}(?:[eE][-+]?\\d+)?(?![\\w.])|(?<![\\w.])\\d\\.\\d+[eE]-\\d+");

  private static final MathContext DIGITS = new MathContext(7);

  /** The drawing of {@code figure}. */
  public static FigureScript of(Figure figure) {
    String script = figure.asJavascript(PLACE).replaceAll("(?i)</?script[^>]*>", "").strip();
    String template =
        LONG_NUMBER
            .matcher(script)
            .replaceAll(n -> new BigDecimal(n.group()).round(DIGITS).toString());
    return new FigureScript(DigestUtils.sha256Hex(template).substring(0, HASH_DIGITS), template);
  }

  /** The script that draws into the element {@code id}, a name in JavaScript too. */
  String script(String id) {
    return template.replace(PLACE, id);
  }

  /** A page that shows the figure without any other file; its place has the id "figure". */
  String page() {
    return PAGE.formatted(Plotly.source(), script("figure"));
  }
}
