package moments.book;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** What stands under each heading of a page, as plain text. */
final class Sections extends AbstractVisitor {
  private final Typesetter typesetter;
  private final IdGenerator ids = IdGenerator.builder().build();
  private final Map<Heading, Section> byHeading = new IdentityHashMap<>();
  private final List<Section> all = new ArrayList<>();
  private StringBuilder text = new StringBuilder();

  /**
   * A section up to the next heading of any level.
   *
   * @param id its fragment in the page's address
   */
  record Section(String id, int level, String heading, StringBuilder text) {}

  /** The sections of {@code document}. */
  Sections(Node document, Typesetter typesetter) {
    this.typesetter = typesetter;
    document.accept(this);
  }

  List<Section> all() {
    return all;
  }

  String id(Heading heading) {
    return Objects.requireNonNull(byHeading.get(heading)).id();
  }

  @Override
  public void visit(Heading heading) {
    text = new StringBuilder();
    visitChildren(heading);
    String title = text.toString().strip();
    text = new StringBuilder();
    Section section = new Section(ids.generateId(title), heading.getLevel(), title, text);
    byHeading.put(heading, section);
    all.add(section);
  }

  @Override
  protected void visitChildren(Node parent) {
    super.visitChildren(parent);
    if (parent instanceof Block || parent instanceof CustomNode) {
      text.append(' ');
    }
  }

  @Override
  public void visit(Text node) {
    text.append(node.getLiteral());
  }

  @Override
  public void visit(Code node) {
    text.append(node.getLiteral());
  }

  @Override
  public void visit(SoftLineBreak node) {
    text.append(' ');
  }

  @Override
  public void visit(FencedCodeBlock node) {
    text.append(node.getLiteral());
  }

  @Override
  public void visit(CustomNode node) {
    if (node instanceof Formula formula) {
      text.append(formula.text(typesetter));
    } else {
      visitChildren(node);
    }
  }

  @Override
  public void visit(CustomBlock node) {
    if (node instanceof Cell cell) {
      text.append(cell.code()).append('\n');
      cell.outputs().stream()
          .filter(shown -> !shown.html())
          .forEach(shown -> text.append(shown.content()).append('\n'));
    } else {
      visitChildren(node);
    }
  }
}
