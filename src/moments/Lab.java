package moments;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import moments.lab.ClassPath;
import moments.lab.Jupyter;
import moments.lab.JupyterException;
import moments.lab.JupyterPage;
import moments.lab.KernelSpec;
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
    description = "Opens the notebooks in JupyterLab with a kernel that knows Moments.",
    footer = {"", "As in: mvn -q compile exec:java -Dexec.args=lab"})
final class Lab implements Callable<Integer> {
  @Option(
      names = "--run",
      paramLabel = "<file.ipynb>",
      description = "Run all cells of a notebook, save it and write it as a page beside it.")
  private Optional<Path> notebook = Optional.empty();

  @Option(names = "--no-browser", description = "Only serve; the address is printed.")
  private boolean noBrowser;

  @Option(
      names = "--port",
      paramLabel = "<n>",
      description = "Of the server (default: a free one).")
  private Optional<Integer> port = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    notebook.filter(file -> !Files.isRegularFile(file)).ifPresent(this::missing);
    PrintWriter err = spec.commandLine().getErr();
    Path project = Path.of("").toAbsolutePath();
    try {
      Path spec = KernelSpec.write(project, ClassPath.ofThisProgram());
      String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
      Jupyter jupyter = Jupyter.findOrInstall(project, path, err::println);
      return notebook.isPresent()
          ? run(jupyter, notebook.get(), spec)
          : open(jupyter, project, spec);
    } catch (JupyterException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private int run(Jupyter jupyter, Path file, Path kernels) throws InterruptedException {
    int code = jupyter.execute(file, kernels);
    if (code == 0) {
      Path page = JupyterPage.beside(file);
      JupyterPage.addPlotly(page);
      spec.commandLine().getOut().println("Wrote " + page);
    }
    return code;
  }

  private int open(Jupyter jupyter, Path project, Path kernels) throws InterruptedException {
    Path notebooks = project.resolve("notebooks");
    Path folder = Files.isDirectory(notebooks) ? notebooks : project;
    List<String> options = new ArrayList<>();
    if (noBrowser) {
      options.add("--no-browser");
    }
    port.ifPresent(n -> options.add("--port=" + n));
    return jupyter.open(folder, kernels, options);
  }

  private void missing(Path file) {
    throw new ParameterException(
        spec.commandLine(), "--run: there is no notebook %s".formatted(file));
  }
}
