package moments.lab;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moments.plot.Described;
import moments.plot.Plotly;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.text.StringEscapeUtils;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure as the script that draws it, the same for the same figure on every JDK.
 *
 * @param hash tells figures apart
 * @param title what the figure is called
 * @param description what is to be seen, for those who cannot see it
 * @param template the script, with {@link #PLACE} for the id of the element that it draws into
 */
public record FigureScript(String hash, String title, String description, String template) {
  private static final String PLACE = "FIGURE_PLACE";
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>%s</title>
      <style>body { font: 16px system-ui, sans-serif; background: Canvas; color: CanvasText; }</style>
      <div id="figure"></div>
      <script>%s</script>
      <script>%s</script>
      """;

  private static final int HASH_DIGITS = 12;

  private static final Pattern TITLE = Pattern.compile("\\btitle: '((?:[^'\\\\\n]++|\\\\.)*+)'");

  /**
   * A number of an array with more digits than a picture shows, of which the last differ from JDK
   * to JDK; or any other text in quotes, which is to be left as it is.
   */
  private static final Pattern LONG_NUMBER =
      Pattern.compile(
          "(?<=[\\[,]\\s?)(\"?)(-?(?:\\d+\\.\\d{7,}(?:[eE][-+]?\\d+)?|\\d\\.\\d+[eE]-\\d+))\\1(?=\\s?[,\\]])"
              + "|\"(?:[^\"\\\\\n]++|\\\\.)*+\"|'(?:[^'\\\\\n]++|\\\\.)*+'");

  private static final MathContext DIGITS = new MathContext(7);

  /** The drawing of {@code figure}. */
  public static FigureScript of(Figure figure) {
    String script = figure.asJavascript(PLACE).replaceAll("(?i)</?script[^>]*>", "").strip();
    // Tablesaw writes titles as HTML, which Plotly reads but for quotes.
    String quoted = script.replace("&quot;", "\\\"").replace("&#39;", "\\'");
    String template =
        LONG_NUMBER.matcher(quoted).replaceAll(n -> Matcher.quoteReplacement(rounded(n)));
    String hash = DigestUtils.sha256Hex(template).substring(0, HASH_DIGITS);
    if (figure instanceof Described described) {
      return new FigureScript(hash, described.title(), described.description(), template);
    }
    Matcher title = TITLE.matcher(template);
    String text = title.find() ? title.group(1).replaceAll("\\\\(.)", "$1") : "";
    String name = text.isEmpty() ? "Untitled figure" : StringEscapeUtils.unescapeHtml4(text);
    return new FigureScript(hash, name, name, template);
  }

  private static String rounded(MatchResult number) {
    return number.group(2) == null
        ? number.group()
        : number.group(1) + new BigDecimal(number.group(2)).round(DIGITS) + number.group(1);
  }

  /** Whether the script needs plotly.js to be there. */
  boolean usesPlotly() {
    return template.contains("Plotly.");
  }

  /** The script that draws into the element {@code id}, a name in JavaScript too. */
  String script(String id) {
    return template.replace(PLACE, id);
  }

  /** A page that shows the figure without any other file; its place has the id "figure". */
  String page() {
    return PAGE.formatted(
        StringEscapeUtils.escapeHtml4(title),
        usesPlotly() ? Plotly.source() : "",
        script("figure"));
  }
}
