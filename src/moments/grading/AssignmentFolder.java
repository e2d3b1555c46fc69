package moments.grading;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import moments.lab.ClassPath;
import moments.lab.Notebooks;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The assignment of a lesson: what students get and its solution beside the lesson, in {@code
 * lessons/NN-name/assignment}, its tests in {@code tests/assignmentNN}, and what the tests of
 * several assignments share in {@code tests/assignments}.
 *
 * @param root the project's folder
 * @param number of the lesson, two digits
 * @param folder beside the lesson
 */
public record AssignmentFolder(Path root, String number, Path folder) {
  /** Those of all lessons, by number. */
  public static List<AssignmentFolder> all(Path root) {
    try (Stream<Path> lessons = Files.list(root.resolve("lessons"))) {
      return lessons
          .map(lesson -> lesson.resolve("assignment"))
          .filter(Files::isDirectory)
          .map(folder -> new AssignmentFolder(root, number(root, folder), folder))
          .sorted((a, b) -> a.number.compareTo(b.number))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list lessons; run this in the project's folder", e);
    }
  }

  private static String number(Path root, Path folder) {
    return root.resolve("lessons").relativize(folder).toString().substring(0, 2);
  }

  /**
   * That of lesson {@code number}, {@code 08} or {@code 8}.
   *
   * @throws GradingException if it has none
   */
  public static AssignmentFolder numbered(Path root, String number) {
    List<AssignmentFolder> all = all(root);
    return all.stream()
        .filter(each -> number.matches("0?" + each.number.replaceFirst("^0", "")))
        .findFirst()
        .orElseThrow(
            () ->
                new GradingException(
                    "Lesson %s has no assignment; those that have one: %s"
                        .formatted(
                            number,
                            String.join(
                                ", ", all.stream().map(AssignmentFolder::number).toList()))));
  }

  /** The files with solutions in them, from which the starters are made; none in a copy without. */
  public List<Path> solutions() {
    Path solution = folder.resolve("solution");
    return Files.isDirectory(solution) ? sources(solution) : List.of();
  }

  /** What the students get of {@code solution}. */
  public Path starter(Path solution) {
    return folder.resolve(solution.getFileName());
  }

  /**
   * The texts that the students get, by their files, whatever has become of them in this folder.
   */
  Map<String, String> starters() {
    Map<String, String> all = new TreeMap<>();
    for (Path file : solutions()) {
      all.put(
          String.valueOf(file.getFileName()), Starter.of(Notebooks.read(file), file.toString()));
    }
    return all;
  }

  /** The same as long as neither a test nor the solution has changed. */
  String fingerprint(Optional<Path> hidden) {
    StringBuilder all = new StringBuilder();
    Stream.of(tests(), solutions(), hidden.map(AssignmentFolder::sources).orElse(List.of()))
        .flatMap(List::stream)
        .forEach(file -> all.append(Notebooks.read(file)));
    return DigestUtils.sha256Hex(all.toString());
  }

  /**
   * Compiles the tests and loads them.
   *
   * @param hidden a folder with more tests, which stay hidden
   * @throws GradingException with the compiler's messages
   */
  public LoadedExam load(Optional<Path> hidden) {
    try {
      WorkFolder work = WorkFolder.create();
      try {
        return load(hidden, work);
      } catch (IOException | RuntimeException e) {
        work.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot compile the tests of lesson " + number, e);
    }
  }

  private LoadedExam load(Optional<Path> hidden, WorkFolder work) throws IOException {
    Path classes = Files.createDirectory(work.path().resolve("tests"));
    Path hiddenClasses = Files.createDirectory(work.path().resolve("hidden"));
    Path solution = Files.createDirectory(work.path().resolve("solution"));
    compile(tests(), classes, ClassPath.ofThisProgram());
    if (!solutions().isEmpty()) {
      compile(solutions(), solution, ClassPath.ofThisProgram());
    }
    if (hidden.isPresent()) {
      String path = ClassPath.ofThisProgram() + File.pathSeparator + classes;
      compile(sources(hidden.get()), hiddenClasses, path);
    }
    URL[] urls = {classes.toUri().toURL(), hiddenClasses.toUri().toURL()};
    URLClassLoader loader = new URLClassLoader(urls, AssignmentFolder.class.getClassLoader());
    List<Class<?>> all = load(classes, loader);
    Class<?> exam =
        all.stream()
            .filter(type -> type.isAnnotationPresent(Assignment.class))
            .findFirst()
            .orElseThrow(() -> new GradingException("No class of tests has @Assignment"));
    List<Class<?>> more =
        load(hiddenClasses, loader).stream().filter(AssignmentFolder::hasPoints).toList();
    return new LoadedExam(new Exam(exam, more, code(solution)), loader, work);
  }

  /** Tests that were compiled for this run only. */
  public static final class LoadedExam implements AutoCloseable {
    private final Exam exam;
    private final URLClassLoader loader;
    private final WorkFolder folder;

    private LoadedExam(Exam exam, URLClassLoader loader, WorkFolder folder) {
      this.exam = exam;
      this.loader = loader;
      this.folder = folder;
    }

    /** The tests and the solution. */
    public Exam exam() {
      return exam;
    }

    @Override
    public void close() throws IOException {
      loader.close();
      folder.close();
    }
  }

  private static boolean hasPoints(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(method -> method.isAnnotationPresent(Points.class));
  }

  /** Without the tests of the tests. */
  private List<Path> tests() {
    return Stream.of("assignments", "assignment" + number)
        .flatMap(folder -> sources(root.resolve("tests").resolve(folder)).stream())
        .filter(file -> !file.toString().endsWith("Test.java"))
        .toList();
  }

  /** All files that grading needs, wherever it is done; the task is one, so that its folder is. */
  List<Path> forGrading() {
    return Stream.of(tests(), solutions(), List.of(folder.resolve("README.md")))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Path> sources(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new GradingException("There is no folder " + folder);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  private static void compile(List<Path> sources, Path to, String classPath) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("-proc:none", "-parameters", "-encoding", "UTF-8", "-cp", classPath, "-d", "" + to);
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      var units = files.getJavaFileObjectsFromPaths(sources);
      if (!compiler.getTask(messages, files, null, options, null, units).call()) {
        throw new GradingException("What the grader needs does not compile:\n" + messages);
      }
    }
  }

  private static List<Class<?>> load(Path folder, ClassLoader loader) throws IOException {
    List<Class<?>> types = new ArrayList<>();
    try {
      for (String name : code(folder).keySet()) {
        types.add(Class.forName(name, false, loader));
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("just compiled", e);
    }
    return types;
  }

  /** The compiled classes in {@code folder} by their names. */
  private static Map<String, byte[]> code(Path folder) throws IOException {
    Map<String, byte[]> code = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String path = folder.relativize(file).toString();
        String name = path.replaceAll("[/\\\\]", ".").replace(".class", "");
        code.put(name, Files.readAllBytes(file));
      }
    }
    return code;
  }
}
