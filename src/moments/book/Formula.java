package moments.book;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.StringEscapeUtils;
import org.commonmark.node.CustomNode;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/** TeX between dollars, {@code $…$} in a line and {@code $$…$$} on lines of its own. */
final class Formula extends CustomNode {
  private static final Pattern MATHML = Pattern.compile("(?s)<math.*?(?=<annotation)");

  private final String tex;
  private final boolean display;

  Formula(String tex, boolean display) {
    this.tex = tex;
    this.display = display;
  }

  String html(Typesetter typesetter) {
    return typesetter.formula(tex, display);
  }

  /** Its letters without their places, for the search. */
  String text(Typesetter typesetter) {
    Matcher mathml = MATHML.matcher(html(typesetter));
    return mathml.find()
        ? StringEscapeUtils.unescapeHtml4(mathml.group().replaceAll("<[^>]*>", ""))
        : "";
  }

  /** As Jupyter finds them: no blank after the first dollar of {@code $…$} nor before the last. */
  static final class Syntax implements InlineContentParserFactory, InlineContentParser {
    @Override
    public Set<Character> getTriggerCharacters() {
      return Set.of('$');
    }

    @Override
    public InlineContentParser create() {
      return this;
    }

    @Override
    public ParsedInline tryParse(InlineParserState state) {
      Scanner scanner = state.scanner();
      int dollars = scanner.matchMultiple('$');
      if (dollars > 2) {
        return ParsedInline.none();
      }
      Position start = scanner.position();
      while (scanner.find('$') >= 0) {
        Position end = scanner.position();
        if (scanner.matchMultiple('$') == dollars) {
          String tex = scanner.getSource(start, end).getContent();
          boolean closed = dollars == 2 || tex.equals(tex.strip());
          return closed && !tex.isBlank()
              ? ParsedInline.of(new Formula(tex.strip(), dollars == 2), scanner.position())
              : ParsedInline.none();
        }
      }
      return ParsedInline.none();
    }
  }
}
