package assignment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import moments.optim.Optimizer;

/** A learner's class: compiled from its file, loaded, and made by name. */
public final class Submission {
  private Submission() {}

  /**
   * Compiles {@code file} into {@code folder} and loads it from there.
   *
   * @throws IllegalArgumentException with the compiler's messages if it does not compile
   */
  public static ClassLoader load(Path file, Path folder) {
    String name = shown(file);
    String source = source(file, name);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalArgumentException("this Java has no compiler; point JAVA_HOME to a JDK");
    }
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    String[] options = {
      "-proc:none", "-encoding", "UTF-8", "-cp", library().toString(), "-d", folder.toString()
    };
    String[] arguments = Arrays.copyOf(options, options.length + 1);
    try {
      Path copy = folder.resolve("source").resolve(file.getFileName());
      Files.createDirectories(copy.resolveSibling(""));
      Files.writeString(copy, source);
      arguments[options.length] = copy.toString();
      if (compiler.run(InputStream.nullInputStream(), messages, messages, arguments) != 0) {
        String text = messages.toString(StandardCharsets.UTF_8).strip();
        throw new IllegalArgumentException(text.replace(copy.toString(), name));
      }
      requireNoPackage(folder, file, name);
      Rules.check(folder, name);
      URL[] urls = {folder.toUri().toURL()};
      return new URLClassLoader(urls, Submission.class.getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file as users call it: from the folder in which they are. */
  private static String shown(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = file.toAbsolutePath();
    return (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString();
  }

  /** The text of {@code file}, without the mark that some editors of Windows put in front. */
  private static String source(Path file, String name) {
    if (Files.notExists(file)) {
      throw new IllegalArgumentException(
          "%s is not there; \"git checkout %s\" brings the starter back".formatted(name, name));
    }
    try {
      return Files.readString(file).replaceFirst("^\uFEFF", "");
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException(name + " is not in UTF-8; save it in that encoding", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s cannot be read (%s); is it a file, with the permission to read it?"
              .formatted(name, e.getClass().getSimpleName()),
          e);
    }
  }

  private static void requireNoPackage(Path folder, Path file, String name) throws IOException {
    String type = String.valueOf(file.getFileName()).replace(".java", ".class");
    try (Stream<Path> classes = Files.walk(folder)) {
      if (Files.notExists(folder.resolve(type)) && classes.anyMatch(path -> path.endsWith(type))) {
        throw new IllegalArgumentException(
            "%s has a package line, which the starter has not; take it out".formatted(name));
      }
    }
  }

  /** Where the classes of this library are. */
  private static Path library() {
    try {
      return Path.of(Optimizer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("not the address of a file", e);
    }
  }

  /**
   * A new object of the class {@code name}, found by the thread's context class loader.
   *
   * @param types of the constructor's parameters
   * @throws AssertionError that says what is missing, or what the constructor threw
   */
  public static <T> T make(Class<T> as, String name, Class<?>[] types, Object... arguments) {
    try {
      Class<?> type = Class.forName(name, true, Thread.currentThread().getContextClassLoader());
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return as.cast(constructor.newInstance(arguments));
    } catch (ClassNotFoundException e) {
      throw new AssertionError("there is no class %s; keep its name".formatted(name), e);
    } catch (NoSuchMethodException e) {
      String expected =
          Arrays.stream(types).map(Class::getSimpleName).collect(Collectors.joining(", "));
      throw new AssertionError(
          "there is no constructor %s(%s); keep that of the starter".formatted(name, expected), e);
    } catch (ClassCastException | InstantiationException e) {
      throw new AssertionError(
          "%s must be a class that implements %s".formatted(name, as.getSimpleName()), e);
    } catch (ExceptionInInitializerError e) {
      throw new AssertionError("loading %s threw %s".formatted(name, e.getCause()), e);
    } catch (NoClassDefFoundError e) {
      throw new AssertionError("loading %s threw %s".formatted(name, earlier(e)), e);
    } catch (InvocationTargetException e) {
      throw new AssertionError("the constructor of %s threw %s".formatted(name, e.getCause()), e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the first attempt to load the class threw, as the JVM quotes it in every later one. */
  private static String earlier(NoClassDefFoundError e) {
    Throwable first = e.getCause();
    return first == null
        ? e.toString()
        : String.valueOf(first.getMessage())
            .replaceFirst("^Exception (.*) \\[in thread .*]$", "$1");
  }
}
