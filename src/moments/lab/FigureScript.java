package moments.lab;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import moments.plot.Described;
import moments.plot.Plotly;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.text.StringEscapeUtils;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure as the script that draws it, the same for the same figure on every JDK.
 *
 * @param hash identifies the figure
 * @param title what the figure is called
 * @param description what the figure shows, for readers who cannot see it
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

  private static final Pattern NAME = Pattern.compile("\\bname: '((?:[^'\\\\\n]++|\\\\.)*+)'");
  private static final Pattern TITLE = Pattern.compile("\\btitle: '((?:[^'\\\\\n]++|\\\\.)*+)'");

  /**
   * A number in an array with more digits than a picture shows, as the last ones differ between
   * JDKs; or any other quoted text, which stays as it is.
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
    String title = quoted(TITLE, template).findFirst().orElse("Untitled figure");
    String names =
        quoted(NAME, template).filter(name -> !name.endsWith(", band")).collect(joining(", "));
    String description = names.isEmpty() ? title : "%s. Lines: %s.".formatted(title, names);
    return new FigureScript(hash, title, description, template);
  }

  /** The texts that {@code pattern} finds, without escapes. */
  private static Stream<String> quoted(Pattern pattern, String script) {
    return pattern
        .matcher(script)
        .results()
        .map(text -> StringEscapeUtils.unescapeHtml4(text.group(1).replaceAll("\\\\(.)", "$1")))
        .filter(text -> !text.isEmpty());
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

  /** The script that draws into the element {@code id}, which must also be a name in JavaScript. */
  String script(String id) {
    return template.replace(PLACE, id);
  }

  /** A page that shows the figure in the element "figure" and needs no other file. */
  String page() {
    return PAGE.formatted(
        StringEscapeUtils.escapeHtml4(title),
        usesPlotly() ? Plotly.source() : "",
        script("figure"));
  }
}
