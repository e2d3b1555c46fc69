package moments.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Jupyter to open or run notebooks with: the one on the path, or else one in {@code .venv}. */
public final class Jupyter {
  private static final String[] PACKAGES = {"jupyterlab", "nbclient", "nbconvert"};
  private static final Pattern VERSION = Pattern.compile("(?m)^(\\d+)\\.\\d+\\S*\\s*$");

  private final Path bin;

  private Jupyter(Path bin) {
    this.bin = bin;
  }

  /** What Jupyter is wanted for. */
  public enum Purpose {
    /** To {@link #open} a folder. */
    OPEN("JupyterLab", "jupyter-lab", 4),
    /** To {@link #execute} a notebook. */
    EXECUTE("nbconvert", "jupyter-nbconvert", 6);

    private final String title;
    private final String program;
    private final int oldest;

    Purpose(String title, String program, int oldest) {
      this.title = title;
      this.program = program;
      this.oldest = oldest;
    }
  }

  /**
   * Finds the program for {@code purpose}, or makes a virtual environment with all of Jupyter in
   * {@code project/.venv}.
   *
   * @param path folders to look in, as in the environment variable PATH
   * @param notices told what takes time
   * @throws JupyterException with what is missing and what to do
   */
  public static Jupyter findOrInstall(
      Purpose purpose, Path project, String path, Consumer<String> notices)
      throws InterruptedException {
    Path venv = project.resolve(".venv");
    Path own = venv.resolve(isWindows() ? "Scripts" : "bin").toAbsolutePath();
    Optional<Path> found = program(path, purpose.program);
    if (found.isPresent()) {
      String version = version(found.get());
      if (isAtLeast(purpose.oldest, version)) {
        return new Jupyter(found.get().toAbsolutePath().resolveSibling(""));
      }
      notices.accept(
          "%s is %s %s; notebooks need %d or newer, so .venv gets one of its own"
              .formatted(
                  found.get(),
                  purpose.title,
                  version.isEmpty() ? "of no known version" : version,
                  purpose.oldest));
    }
    if (program(own.toString(), purpose.program).isEmpty()) {
      install(venv, own, path, notices);
    }
    return new Jupyter(own);
  }

  private static void install(Path venv, Path own, String path, Consumer<String> notices)
      throws InterruptedException {
    Path python =
        program(path, "python3")
            .or(() -> program(path, "python"))
            .orElseThrow(
                () ->
                    new JupyterException(
                        "Found neither JupyterLab nor Python. Install Python 3.9 or newer (from"
                            + " python.org or your system's packages) and try again."));
    notices.accept("No JupyterLab here: making a Python environment in " + venv);
    if (run(List.of(python.toString(), "-m", "venv", venv.toString())) != 0) {
      throw new JupyterException(
          "Python could not make the environment %s. On Debian and Ubuntu this needs the package"
                  .formatted(venv)
              + " python3-venv; install it and try again.");
    }
    notices.accept("Installing JupyterLab in it; once, some minutes");
    List<String> pip = new ArrayList<>(List.of(own.resolve("python").toString(), "-m", "pip"));
    pip.addAll(List.of("install", "--disable-pip-version-check"));
    // So that a server that does not answer costs seconds; by default pip waits ten minutes.
    pip.addAll(List.of("--timeout", "8", "--retries", "1"));
    pip.addAll(List.of(PACKAGES));
    if (run(pip) != 0) {
      throw new JupyterException(
          ("pip could not install %s; its messages are above. If the server that it names does not"
                  + " answer, name another one in PIP_INDEX_URL and try again. Without a network,"
                  + " install JupyterLab by other means and put it on the PATH, or leave it and open"
                  + " a lesson in JShell: mvn -q compile exec:java -Dexec.args=\"jshell 08\"")
              .formatted(String.join(", ", PACKAGES)));
    }
  }

  private static int run(List<String> command) throws InterruptedException {
    return Child.run(new ProcessBuilder(command).inheritIO());
  }

  private static String version(Path program) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(program.toString(), "--version")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(process.getInputStream().readAllBytes());
      process.waitFor();
      Matcher number = VERSION.matcher(text);
      return number.find() ? number.group().strip() : "";
    } catch (IOException e) {
      return "";
    }
  }

  static boolean isAtLeast(int oldest, String version) {
    Matcher number = VERSION.matcher(version);
    return number.find() && Integer.parseInt(number.group(1)) >= oldest;
  }

  /** The first file of that name in the folders of {@code path} that can be run. */
  static Optional<Path> program(String path, String name) {
    return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> Stream.of(name, name + ".exe").map(file -> Path.of(folder, file)))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** Opens JupyterLab in {@code folder}; returns its exit code when it has ended. */
  public int open(Path folder, Path jupyterPath, List<String> options) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(bin.resolve("jupyter-lab").toString()));
    command.addAll(options);
    // One Ctrl-C ends it: by the time it would ask, the terminal is no longer its own.
    command.add("--ServerApp.answer_yes=True");
    return start(command, folder, jupyterPath, Map.of());
  }

  /**
   * Runs all cells of {@code notebook} in place, those after an error too, and writes the page
   * beside it; exit code.
   */
  public int execute(Path notebook, Path jupyterPath) throws InterruptedException {
    Path folder = notebook.toAbsolutePath().resolveSibling("");
    String program = bin.resolve("jupyter-nbconvert").toString();
    String name = String.valueOf(notebook.getFileName());
    List<String> convert = List.of(program, "--log-level=WARN", "--to");
    var run = new ArrayList<>(convert);
    run.addAll(List.of("notebook", "--inplace", "--execute", "--allow-errors", name));
    run.add("--ExecutePreprocessor.kernel_name=java");
    Map<String, String> stills = Map.of(FigureHtml.STILLS, "1");
    int code = start(run, folder, jupyterPath, stills);
    if (code != 0) {
      return code;
    }
    var page = new ArrayList<>(convert);
    // RequireJS and jQuery would come from a server; a lesson needs neither.
    page.addAll(
        List.of("html", name, "--HTMLExporter.require_js_url=", "--HTMLExporter.jquery_url="));
    return start(page, folder, jupyterPath, Map.of());
  }

  private static int start(
      List<String> command, Path folder, Path jupyterPath, Map<String, String> environment)
      throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
    builder.environment().putAll(environment);
    prepend(builder, "JUPYTER_PATH", jupyterPath);
    prepend(builder, "JUPYTER_CONFIG_PATH", jupyterPath);
    return Child.run(builder);
  }

  private static void prepend(ProcessBuilder builder, String variable, Path folder) {
    builder
        .environment()
        .merge(variable, folder.toString(), (old, own) -> own + File.pathSeparator + old);
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }
}
