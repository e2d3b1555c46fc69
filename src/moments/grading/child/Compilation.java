package moments.grading.child;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources from memory to memory, without annotation processors. */
final class Compilation {
  private static final List<String> OPTIONS =
      List.of("-proc:none", "-Xmaxerrs", "5", "-Xlint:none", "-g", "-implicit:none");

  private Compilation() {}

  /**
   * The compiler's messages, the names of the classes and their code; no classes where there are
   * errors.
   */
  static Object[] of(String[] files, String[] sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (var manager = new InMemory(compiler.getStandardFileManager(null, Locale.ROOT, null))) {
      List<Source> units =
          IntStream.range(0, files.length).mapToObj(i -> new Source(files[i], sources[i])).toList();
      boolean compiles = compiler.getTask(messages, manager, null, OPTIONS, null, units).call();
      Map<String, byte[]> classes = compiles ? manager.classes() : Map.of();
      return new Object[] {
        messages.toString(),
        classes.keySet().toArray(String[]::new),
        classes.values().toArray(byte[][]::new)
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String file;
    private final String text;

    Source(String file, String text) {
      super(URI.create("string:///" + file), Kind.SOURCE);
      this.file = file;
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    /** What messages call it. */
    @Override
    public String getName() {
      return Path.of(file).toString();
    }
  }

  private static final class Code extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Code(String name) {
      super(URI.create("bytes:///" + name.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, Code> written = new TreeMap<>();

    InMemory(JavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return written.computeIfAbsent(name, Code::new);
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new TreeMap<>();
      written.forEach((name, code) -> classes.put(name, code.bytes.toByteArray()));
      return classes;
    }
  }
}
