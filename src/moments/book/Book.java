package moments.book;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import moments.lab.Notebooks;
import moments.lesson.Lesson;
import moments.terminal.Screen;
import moments.train.Output;
import org.apache.commons.io.file.PathUtils;
import org.apache.commons.text.StringEscapeUtils;
import org.commonmark.node.Node;

/**
 * The course as pages for any browser: they need neither a server nor a network, and scripts only
 * for figures that move.
 */
public final class Book {
  /** The page to begin with. */
  public static final String INDEX = "index.html";

  private static final Gson GSON = new Gson();

  private final Path root;
  private final Contents contents;
  private final Links links;
  private final Typesetter typesetter = new Typesetter();
  private final Pictures pictures = new Pictures();
  private final PebbleTemplate template =
      new PebbleEngine.Builder().build().getLiteralTemplate(Assets.text("page.html"));
  private final List<Found> index = new ArrayList<>();
  private final Map<String, byte[]> files = new TreeMap<>();

  /** A section as the search knows it; the names are those that its script reads. */
  private record Found(String address, String page, String heading, String text) {}

  private Book(Path root) {
    this.root = root;
    contents = Contents.of(root);
    links = new Links(root, contents);
  }

  /**
   * The files of the book by their names, from the lessons of the project in folder {@code root}
   * and the outputs in its notebooks.
   *
   * @throws moments.lesson.LessonException if a link leads nowhere
   */
  public static Map<String, byte[]> of(Path root) {
    Book book = new Book(root);
    book.make();
    return book.files;
  }

  /**
   * Writes {@code files} to {@code folder}, instead of whatever is there.
   *
   * @throws UncheckedIOException if that fails, with what to do
   */
  public static void write(Map<String, byte[]> files, Path folder) {
    try {
      if (Files.exists(folder)) {
        PathUtils.deleteDirectory(folder);
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = folder.resolve(file.getKey());
        PathUtils.createParentDirectories(path);
        Files.write(path, file.getValue());
      }
    } catch (IOException e) {
      throw Output.failure(folder, e);
    }
  }

  private void make() {
    page(INDEX, "Moments", INDEX, Reader.markdown(Assets.text("index.md")), Map.of());
    for (Chapter chapter : ProgressBar.wrap(contents.chapters(), bar())) {
      chapter(chapter);
    }
    for (String source : links.sources()) {
      source(source);
    }
    for (String image : links.images()) {
      files.put(Links.imageOf(image), bytes(image));
    }
    Assets.all().forEach(this::put);
    put("assets/sections.js", "window.momentsSections = %s;\n".formatted(GSON.toJson(index)));
    files.putAll(pictures.files());
  }

  private static ProgressBarBuilder bar() {
    return new ProgressBarBuilder().setTaskName("pages").setConsumer(Screen.bars());
  }

  private void chapter(Chapter chapter) {
    String text = read(chapter.source());
    Map<String, Object> parts = new HashMap<>();
    parts.put("chapter", chapter);
    contents.before(chapter).ifPresent(before -> parts.put("before", before));
    contents.after(chapter).ifPresent(after -> parts.put("after", after));
    chapter.lesson().ifPresent(lesson -> parts.putAll(downloads(lesson)));
    Node document = chapter.isNotebook() ? Reader.notebook(text) : Reader.markdown(text);
    page(chapter.page(), chapter.title(), chapter.source(), document, parts);
  }

  private Map<String, Object> downloads(Lesson lesson) {
    String notebook = "downloads/%s.ipynb".formatted(lesson.name());
    String script = "downloads/%s.jsh".formatted(lesson.name());
    put(notebook, read(lesson.notebook()));
    put(script, read(lesson.script()));
    return Map.of("notebook", notebook, "script", script);
  }

  /**
   * A page with its part of the search's index.
   *
   * @param source the file whose folder the links in {@code document} start from
   */
  private void page(
      String name, String title, String source, Node document, Map<String, Object> parts) {
    Sections sections = new Sections(document, typesetter);
    String text =
        PageHtml.of(document, sections, link -> links.of(source, link), typesetter, pictures);
    Map<String, Object> all = new HashMap<>(parts);
    all.put("text", text);
    all.put("plotly", text.contains("Plotly."));
    all.put("sections", sections.all().stream().filter(each -> each.level() == 2).toList());
    put(name, html(title, "", all));
    for (Sections.Section section : sections.all()) {
      String plain = section.text().toString().replaceAll("\\s+", " ").strip();
      index.add(new Found(name + "#" + section.id(), title, section.heading(), plain));
    }
  }

  private void source(String file) {
    String text = read(file);
    String source =
        file.endsWith(".java") ? typesetter.java(text) : StringEscapeUtils.escapeHtml4(text);
    put(Links.pageOf(file), html(file, "../", Map.of("source", numbered(source))));
  }

  /** With a place to link to at the start of each line, L1 and so on, as on GitHub. */
  private static String numbered(String source) {
    int[] line = {0};
    return Pattern.compile("^", Pattern.MULTILINE)
        .matcher(source)
        .replaceAll(start -> "<i id=\"L%d\"></i>".formatted(++line[0]));
  }

  /**
   * A whole page.
   *
   * @param base the way from its folder to the book's
   */
  private String html(String title, String base, Map<String, Object> parts) {
    Map<String, Object> all = new HashMap<>(parts);
    all.put("title", title);
    all.put("base", base);
    all.put("contents", contents);
    StringWriter html = new StringWriter();
    try {
      template.evaluate(html, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return html.toString();
  }

  private String read(String file) {
    return Notebooks.read(root.resolve(file));
  }

  private byte[] bytes(String file) {
    try {
      return Files.readAllBytes(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private void put(String name, String content) {
    files.put(name, content.getBytes(UTF_8));
  }
}
