package moments.lab;

import com.google.gson.GsonBuilder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moments.plot.Plotly;
import moments.train.Output;

/** Tells Jupyter how to start {@link JavaKernel}, in a folder of the project's own. */
public final class KernelSpec {
  /** The system property with the folder of the sources, whose doc comments are shown. */
  static final String SOURCES = "moments.sources";

  /** Where Jupyter is to look, below the project's folder: the value of JUPYTER_PATH. */
  public static final Path JUPYTER_PATH = Path.of("target", "lab", "share", "jupyter");

  private KernelSpec() {}

  /**
   * Writes the spec of kernel {@code java} and plotly.js, which the server hands to notebooks.
   *
   * @param project the folder of the project
   * @param classPath of Moments and its libraries
   * @return the folder for JUPYTER_PATH, absolute
   * @throws java.io.UncheckedIOException if it cannot be written, with what to do
   */
  public static Path write(Path project, String classPath) {
    Path share = project.resolve(JUPYTER_PATH).toAbsolutePath();
    Path folder = share.resolve("kernels").resolve("java");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put(
        "argv",
        List.of(
            java,
            "--add-modules",
            "jdk.incubator.vector",
            "--add-opens",
            "jdk.jshell/jdk.jshell=ALL-UNNAMED",
            "-Dfile.encoding=UTF-8",
            "-D%s=%s".formatted(SOURCES, project.resolve("src").toAbsolutePath()),
            "-cp",
            classPath,
            JavaKernel.class.getName(),
            "{connection_file}"));
    spec.put("display_name", "Java (Moments)");
    spec.put("language", "java");
    spec.put("interrupt_mode", "message");
    var json = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    Output.write(folder.resolve("kernel.json"), json.toJson(spec));
    Output.write(folder.resolve("plotly.js"), Plotly.source());
    return share;
  }
}
