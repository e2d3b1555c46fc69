package moments.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import moments.lab.CellFailures;
import moments.lab.ClassPath;
import moments.lab.GuestKernel;
import moments.lab.Jupyter;
import moments.lab.JupyterException;
import moments.lab.JupyterPage;
import moments.lab.KernelSpec;
import moments.lab.Notebooks;
import moments.lab.ReaderNotebooks;
import moments.lesson.Lesson;
import moments.train.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Opens the notebooks in JupyterLab, or runs one without a window. */
@Command(
    name = "lab",
    version = Main.VERSION,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Opens the notebooks in JupyterLab with a kernel that knows Moments: your own copies",
      "of them, in notebooks/mine/."
    },
    footer = {"", "As in: mvn -q compile exec:java -Dexec.args=lab"})
final class LabCommand implements Callable<Integer> {
  private static final int MOST_PORT = 65_535;
  private static final Path RUNS = Path.of("target", "lab");
  private static final Path NOTEBOOKS = Path.of("notebooks");
  private static final Path MINE = NOTEBOOKS.resolve("mine");

  @Option(
      names = "--run",
      paramLabel = "<NN>",
      description = {
        "Run all cells of lesson NN and write it as a page to target/lab/;",
        "given a file.ipynb, run it, save it and write the page beside it."
      })
  private Optional<String> run = Optional.empty();

  @Option(names = "--no-browser", description = "Do not open a browser; the address is printed.")
  private boolean noBrowser;

  @Option(
      names = "--port",
      paramLabel = "<n>",
      description = "The port of the server (default: a free one).")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--kernel",
      paramLabel = "<jar>",
      converter = ArgumentTypes.UserPathType.class,
      description = "The jar of IJava or JJava, to use instead of our own kernel.")
  private Optional<Path> kernel = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    port.ifPresent(this::checkPort);
    Optional<Path> notebook = run.isPresent() ? Optional.of(notebook(run.get())) : Optional.empty();
    PrintWriter err = spec.commandLine().getErr();
    Path project = Path.of("").toAbsolutePath();
    try {
      String classPath = ClassPath.ofThisProgram();
      Path kernels =
          kernel
              .map(jar -> GuestKernel.spec(jar, classPath))
              .orElseGet(() -> KernelSpec.ours(project, classPath))
              .write(project);
      String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
      var purpose = notebook.isPresent() ? Jupyter.Purpose.EXECUTE : Jupyter.Purpose.OPEN;
      Jupyter jupyter = Jupyter.findOrInstall(purpose, project, path, err::println);
      return notebook.isPresent()
          ? run(jupyter, notebook.get(), kernels)
          : open(jupyter, project, kernels);
    } catch (JupyterException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private int run(Jupyter jupyter, Path file, Path kernels) throws InterruptedException {
    int code = jupyter.execute(file, kernels);
    if (code != 0) {
      return code;
    }
    Path page = JupyterPage.beside(file);
    JupyterPage.complete(page);
    spec.commandLine().getOut().println("Wrote " + page);
    List<String> failures = CellFailures.of(file);
    PrintWriter err = spec.commandLine().getErr();
    if (!failures.isEmpty()) {
      err.println(failures.get(0));
    }
    if (failures.size() > 1) {
      err.printf("The page shows all %d cells that failed%n", failures.size());
    }
    return failures.isEmpty() ? 0 : 1;
  }

  private int open(Jupyter jupyter, Path project, Path kernels) throws InterruptedException {
    List<String> options = new ArrayList<>();
    if (Files.isDirectory(project.resolve(NOTEBOOKS))) {
      PrintWriter err = spec.commandLine().getErr();
      ReaderNotebooks.refresh(NOTEBOOKS, MINE, err::println);
      options.add("--LabApp.default_url=/lab/tree/notebooks/mine");
    }
    if (noBrowser) {
      options.add("--no-browser");
    }
    if (System.getProperty("user.name", "").equals("root")) {
      // As in a container; Jupyter refuses otherwise.
      options.add("--allow-root");
    }
    port.ifPresent(n -> options.add("--port=" + n));
    return jupyter.open(project, kernels, options);
  }

  private void checkPort(int number) {
    if (number < 1 || number > MOST_PORT) {
      throw wrong("--port: expected 1 to %d, got %d".formatted(MOST_PORT, number));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** A file, or a copy of a lesson's notebook, which itself stays as it was woven. */
  private Path notebook(String name) {
    boolean isNumber = name.matches("\\d+");
    Path file = Path.of(isNumber ? Lesson.numbered(Path.of(""), name).notebook() : name);
    if (!Files.isRegularFile(file)) {
      throw wrong("--run: there is no notebook %s".formatted(file));
    }
    if (!Notebooks.isNotebook(file)) {
      throw wrong(
          "--run: %s is not a notebook; expected the number of a lesson or a file.ipynb that Jupyter"
                  .formatted(file)
              + " has saved");
    }
    if (!isNumber) {
      return file;
    }
    Path copy = RUNS.resolve(String.valueOf(file.getFileName()));
    Output.write(copy, Notebooks.read(file));
    return copy;
  }
}
