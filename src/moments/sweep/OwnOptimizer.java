package moments.sweep;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import moments.lab.ClassPath;
import moments.nn.Parameter;
import moments.optim.Optimizer;
import moments.optim.Schedule;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.FileUtils;

/**
 * An optimizer of the reader's own: a class by its full name, {@code my.package.MyAdam}, or by its
 * file, {@code my/MyAdam.java}.
 *
 * <p>Its constructor takes the parameters, then the learning rate, as a number or as a {@link
 * Schedule}; one that takes β₁, β₂ and ε too is tuned as Adam is.
 */
final class OwnOptimizer {
  private static final String SOURCE = ".java";

  /** Where a learning rate is looked for of which nothing is known. */
  static final Range RATES = new Range(Contestant.LR, 1e-5, 1, 0.001);

  private OwnOptimizer() {}

  /** Whether {@code text} is the name of a class or a file; optimizers have no such names. */
  static boolean isNameOfOne(String text) {
    return text.contains(".");
  }

  static boolean isFile(String text) {
    return text.endsWith(SOURCE);
  }

  /** The SHA-256 of {@code file}. */
  static String sha256(String file) {
    try {
      return DigestUtils.sha256Hex(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw new SweepException("%s cannot be read (%s)".formatted(file, e));
    }
  }

  /**
   * The optimizer that {@code text} names.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  static Contestant load(String text) {
    Class<?> type = isFile(text) ? compiled(Path.of(text)) : known(text);
    if (!Optimizer.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          "%s does not implement %s".formatted(text, Optimizer.class.getName()));
    }
    for (Class<?> rate : List.of(Schedule.class, double.class)) {
      for (boolean likeAdam : new boolean[] {true, false}) {
        try {
          return contestant(type, rate, likeAdam);
        } catch (NoSuchMethodException e) {
          // Then perhaps the next.
        }
      }
    }
    throw new IllegalArgumentException(
        "%s has no constructor (List<Parameter> parameters, double lr), nor one with a Schedule as lr"
            .formatted(text));
  }

  private static Contestant contestant(Class<?> type, Class<?> rate, boolean likeAdam)
      throws NoSuchMethodException {
    Class<?> x = double.class;
    Constructor<?> constructor =
        likeAdam
            ? type.getDeclaredConstructor(List.class, rate, x, x, x)
            : type.getDeclaredConstructor(List.class, rate);
    constructor.setAccessible(true);
    boolean canDecay = rate == Schedule.class;
    List<Range> space = likeAdam ? SearchSpace.of("adam") : List.of(RATES);
    return new Contestant(
        type.getSimpleName(),
        space,
        canDecay,
        (parameters, lr, values) ->
            create(
                constructor, parameters, canDecay ? lr : lr.at(1), likeAdam ? values : Map.of()));
  }

  private static Optimizer create(
      Constructor<?> constructor,
      List<Parameter> parameters,
      Object lr,
      Map<String, Double> values) {
    Stream<Object> others =
        values.isEmpty()
            ? Stream.of()
            : Stream.of(
                1 - SearchSpace.value(values, SearchSpace.BETA1),
                1 - SearchSpace.value(values, SearchSpace.BETA2),
                SearchSpace.value(values, SearchSpace.EPS));
    try {
      return (Optimizer)
          constructor.newInstance(
              Stream.concat(Stream.of(parameters, lr), others).toArray(Object[]::new));
    } catch (InvocationTargetException e) {
      throw new SweepException("%s: %s".formatted(constructor, e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new SweepException("%s: %s".formatted(constructor, e));
    }
  }

  private static Class<?> known(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IllegalArgumentException(
          "there is no class %s on the class path; give its full name, or its file"
              .formatted(name));
    }
  }

  private static Class<?> compiled(Path file) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (Files.notExists(file) || compiler == null) {
      throw new IllegalArgumentException(
          compiler == null ? "this Java has no compiler; use a JDK" : "there is no file " + file);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      Path classes = Files.createTempDirectory("moments-own-");
      String path = ClassPath.ofThisProgram();
      String[] options = {
        "-d", classes.toString(), "-cp", path, "-encoding", "UTF-8", "-proc:none", file.toString()
      };
      int code = compiler.run(null, said, said, options);
      FileUtils.forceDeleteOnExit(classes.toFile()); // Now, as it takes the files that are there.
      if (code != 0) {
        throw new IllegalArgumentException(
            "%s does not compile:%n%s".formatted(file, said.toString(StandardCharsets.UTF_8)));
      }
      return classIn(classes, file);
    } catch (IOException e) {
      throw new IllegalArgumentException("%s cannot be compiled (%s)".formatted(file, e));
    }
  }

  /** The class that is called like its file, in whatever package. */
  private static Class<?> classIn(Path classes, Path file) throws IOException {
    String name = file.getFileName().toString().replace(SOURCE, "");
    try (Stream<Path> compiled = Files.walk(classes)) {
      Path found =
          compiled
              .filter(each -> each.endsWith(name + ".class"))
              .findFirst()
              .orElseThrow(() -> new ClassNotFoundException(name));
      String binary =
          classes.relativize(found).toString().replaceAll("[/\\\\]", ".").replace(".class", "");
      ClassLoader ours = OwnOptimizer.class.getClassLoader();
      URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, ours);
      return Class.forName(binary, true, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("%s has no class %s".formatted(file, name));
    }
  }
}
