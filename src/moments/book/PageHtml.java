package moments.book;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/** The text of a page as HTML: headings with links to themselves, formulas, code, cells. */
final class PageHtml implements NodeRenderer {
  private static final Map<String, String> NONE = Map.of();

  /** The corner of a table, which heads nothing. */
  private static final Pattern EMPTY_HEADER = Pattern.compile("<th(?: [^>]*)?></th>");

  private final HtmlNodeRendererContext context;
  private final HtmlWriter html;
  private final Sections sections;
  private final Typesetter typesetter;
  private final Pictures pictures;

  private PageHtml(
      HtmlNodeRendererContext context,
      Sections sections,
      Typesetter typesetter,
      Pictures pictures) {
    this.context = context;
    this.html = context.getWriter();
    this.sections = sections;
    this.typesetter = typesetter;
    this.pictures = pictures;
  }

  /**
   * {@code document} as HTML.
   *
   * @param links where the book has what a link leads to, or an image shows
   */
  static String of(
      Node document,
      Sections sections,
      UnaryOperator<String> links,
      Typesetter typesetter,
      Pictures pictures) {
    String html =
        HtmlRenderer.builder()
            .extensions(List.of(TablesExtension.create()))
            .attributeProviderFactory(
                context ->
                    (node, tag, attributes) -> {
                      if (node instanceof Link link) {
                        attributes.put("href", links.apply(link.getDestination()));
                      } else if (node instanceof Image image) {
                        attributes.put("src", links.apply(image.getDestination()));
                      }
                    })
            .nodeRendererFactory(context -> new PageHtml(context, sections, typesetter, pictures))
            .build()
            .render(document);
    return EMPTY_HEADER.matcher(html).replaceAll("<td></td>");
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(Heading.class, FencedCodeBlock.class, Formula.class, Cell.class);
  }

  @Override
  public void render(Node node) {
    if (node instanceof Heading heading) {
      heading(heading);
    } else if (node instanceof FencedCodeBlock block) {
      code(block.getLiteral(), block.getInfo().startsWith("java"));
    } else if (node instanceof Formula formula) {
      html.raw(formula.html(typesetter));
    } else if (node instanceof Cell cell) {
      cell(cell);
    }
  }

  private void heading(Heading heading) {
    String tag = "h" + heading.getLevel();
    String id = sections.id(heading);
    html.line();
    html.tag(tag, Map.of("id", id));
    for (Node child = heading.getFirstChild(); child != null; child = child.getNext()) {
      context.render(child);
    }
    html.raw("&nbsp;");
    html.tag(
        "a", Map.of("class", "permalink", "href", "#" + id, "aria-label", "Link to this section"));
    html.raw("#</a>");
    html.tag("/" + tag);
    html.line();
  }

  private void code(String code, boolean java) {
    html.line();
    html.raw("<div class=\"code\"><pre><code>");
    if (java) {
      html.raw(typesetter.java(code));
    } else {
      html.text(code);
    }
    html.raw("</code></pre></div>");
    html.line();
  }

  private void cell(Cell cell) {
    code(cell.code(), true);
    if (cell.outputs().isEmpty()) {
      return;
    }
    String tag = cell.predicted() ? "details" : "div";
    html.tag(tag, Map.of("class", "output"));
    if (cell.predicted()) {
      html.raw("<summary>Compare with your prediction</summary>");
    }
    for (Cell.Shown shown : cell.outputs()) {
      html.tag(shown.html() ? "div" : "pre", NONE);
      if (shown.html()) {
        html.raw(pictures.outOf(shown.content()));
      } else {
        html.text(shown.content());
      }
      html.tag(shown.html() ? "/div" : "/pre");
    }
    html.tag("/" + tag);
    html.line();
  }
}
