package moments.lab;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the classes of this program come from. */
public final class ClassPath {
  private ClassPath() {}

  /** The class path of the JVM, or within exec:java that of the project; absolute paths. */
  public static String ofThisProgram() {
    return ClassPath.class.getClassLoader() instanceof URLClassLoader loader
        ? Stream.of(loader.getURLs())
            .map(ClassPath::path)
            .collect(Collectors.joining(File.pathSeparator))
        : Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
  }

  private static String path(URL url) {
    try {
      return Path.of(url.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("not the address of a file: " + url, e);
    }
  }
}
