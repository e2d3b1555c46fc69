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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
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
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "%s is not there; \"git checkout %s\" brings the starter back".formatted(file, file));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalArgumentException("this Java has no compiler; point JAVA_HOME to a JDK");
    }
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    String[] options = {
      "-proc:none", "-encoding", "UTF-8", "-cp", library().toString(), "-d", folder.toString()
    };
    String[] arguments = Arrays.copyOf(options, options.length + 1);
    arguments[options.length] = file.toString();
    if (compiler.run(InputStream.nullInputStream(), messages, messages, arguments) != 0) {
      throw new IllegalArgumentException(messages.toString(StandardCharsets.UTF_8).strip());
    }
    try {
      URL[] urls = {folder.toUri().toURL()};
      return new URLClassLoader(urls, Submission.class.getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    } catch (InvocationTargetException e) {
      throw new AssertionError("the constructor of %s threw %s".formatted(name, e.getCause()), e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
